namespace Ioc.Mqtt.Codec;

/// <summary>The only three things that reading bytes can come to.</summary>
internal enum DecodeOutcome : byte
{
    /// <summary>Not yet a whole packet; nothing was consumed.</summary>
    NeedMoreData,

    /// <summary>One packet, consumed.</summary>
    Packet,

    /// <summary>These bytes can never become a packet; the reason is in <see cref="FrameReader.Fault"/>.</summary>
    Malformed,
}
