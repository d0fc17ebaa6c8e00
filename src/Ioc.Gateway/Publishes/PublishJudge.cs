using System.Buffers;
using Ioc.Devices.Rejections;
using Ioc.Mqtt;

namespace Ioc.Gateway.Publishes;

/// <summary>Step 3, but for whose topic it is and the quota, which differ between our own broker and an outside one.</summary>
internal static class PublishJudge
{
    /// <summary>None: the channel may be journalled. The answer is for a device that is told.</summary>
    public static RejectionReason Judge(ReadOnlySpan<byte> word, in ReadOnlySequence<byte> payload, out DeviceChannel channel, out ReasonCode answer)
    {
        answer = ReasonCode.Success;
        if (!DeviceChannel.TryFind(word, out channel))
        {
            answer = ReasonCode.NotAuthorized;
            return RejectionReason.UnknownTopic;
        }

        if (payload.IsEmpty)
        {
            answer = ReasonCode.PayloadFormatInvalid;
            return RejectionReason.Empty;
        }

        if (payload.Length <= channel.PayloadBytesMax)
            return RejectionReason.None;
        // 0x95 is not allowed in PUBACK (5.0 §3.4.2.1); 0x97 says "an imposed limit has been exceeded".
        answer = ReasonCode.QuotaExceeded;
        return RejectionReason.TooLarge;
    }
}
