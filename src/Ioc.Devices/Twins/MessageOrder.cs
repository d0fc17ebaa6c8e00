using Ioc.Devices.Rejections;
using Ioc.Devices.Telemetry;

namespace Ioc.Devices.Twins;

/// <summary>
/// Decides whether a message is new, a copy or late. Device clocks can't order messages (they send 0, or GMT+7 as UTC), so the
/// sequence number does, and where there is none the payload itself.
/// </summary>
internal struct MessageOrder
{
    public RecentSequences Recent;
    public long Highest;
    public long LastDeviceMs;
    public ulong LastHash;
    public long LastReceivedMs;
    public long LateSequence;
    public byte LateRun;

    public RejectionReason Admit(TelemetryFrame frame, long receivedAtMs)
    {
        var deviceMs = DeviceTime.Milliseconds(frame.At);
        var reason = frame.Seq is { } sequence
            ? AdmitSequence(sequence, (uint)frame.PayloadHash, deviceMs)
            : AdmitPayload(frame.PayloadHash, receivedAtMs);
        if (reason != RejectionReason.None)
            return reason;
        LastHash = frame.PayloadHash;
        LastReceivedMs = receivedAtMs;
        LastDeviceMs = deviceMs ?? LastDeviceMs;
        return RejectionReason.None;
    }

    private readonly RejectionReason AdmitPayload(ulong hash, long receivedAtMs) =>
        hash == LastHash && Math.Abs(receivedAtMs - LastReceivedMs) <= TwinLimits.DuplicateWindowMs
            ? RejectionReason.Duplicate : RejectionReason.None;

    private RejectionReason AdmitSequence(long sequence, uint hash, long? deviceMs)
    {
        // 0 and 1 begin anew, so only the same bytes make them a copy.
        var mayBegin = sequence <= 1;
        if (Recent.Contains(sequence, hash, sameHashOnly: mayBegin))
            return RejectionReason.Duplicate;
        if (Recent.Count > 0 && sequence <= Highest)
        {
            if (!mayBegin && !IsRestart(sequence, deviceMs))
                return RejectionReason.Late;
            Recent.Clear();
        }
        Recent.Add(sequence, hash);
        Highest = sequence;
        LateRun = 0;
        return RejectionReason.None;
    }

    private bool IsRestart(long sequence, long? deviceMs)
    {
        if (sequence < Highest - TwinLimits.RestartGap && deviceMs > LastDeviceMs && LastDeviceMs > 0)
            return true;
        LateRun = LateRun > 0 && sequence > LateSequence ? (byte)(LateRun + 1) : (byte)1;
        LateSequence = sequence;
        return LateRun >= TwinLimits.LateRunMax;
    }
}
