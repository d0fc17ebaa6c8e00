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
    public long LateSinceMs;

    public RejectionReason Admit(TelemetryFrame frame, long receivedAtMs, long periodMs)
    {
        var deviceMs = DeviceTime.Milliseconds(frame.At);
        var reason = frame.Seq is { } sequence
            ? AdmitSequence(sequence, (uint)frame.PayloadHash, deviceMs, receivedAtMs, periodMs)
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

    private RejectionReason AdmitSequence(long sequence, uint hash, long? deviceMs, long receivedAtMs, long periodMs)
    {
        // 0 and 1 begin anew, so only the same bytes make them a copy.
        var mayBegin = sequence <= 1;
        if (Recent.Contains(sequence, hash, sameHashOnly: mayBegin))
            return RejectionReason.Duplicate;
        if (Recent.Count > 0 && sequence <= Highest)
        {
            if ((!mayBegin || IsOvertaken(sequence, receivedAtMs)) && !IsRestart(sequence, deviceMs, receivedAtMs, periodMs))
                return RejectionReason.Late;
            Recent.Clear();
        }
        Recent.Add(sequence, hash);
        Highest = sequence;
        LateRun = 0;
        return RejectionReason.None;
    }

    /// <summary>
    /// A 0 or 1 that was never seen, while the count is young and its last number just came: the network let 2 overtake it. Taken for a
    /// restart, it would let the copies of 2 be applied again. One seen before with other bytes did begin anew.
    /// </summary>
    private readonly bool IsOvertaken(long sequence, long receivedAtMs) =>
        sequence < Highest && Highest <= TwinLimits.SequencesKept
        && Math.Abs(receivedAtMs - LastReceivedMs) <= TwinLimits.OvertakeWindowMs
        && !Recent.Contains(sequence, hash: 0, sameHashOnly: false);

    private bool IsRestart(long sequence, long? deviceMs, long receivedAtMs, long periodMs)
    {
        if (sequence < Highest - TwinLimits.RestartGap && deviceMs > LastDeviceMs && LastDeviceMs > 0)
            return true;
        var goesOn = LateRun > 0 && sequence > LateSequence;
        LateRun = goesOn ? (byte)Math.Min(LateRun + 1, byte.MaxValue) : (byte)1;
        LateSinceMs = goesOn ? LateSinceMs : receivedAtMs;
        LateSequence = sequence;
        return LateRun >= TwinLimits.LateRunMax && Math.Abs(receivedAtMs - LateSinceMs) >= (LateRun - 1) * periodMs / 2;
    }
}
