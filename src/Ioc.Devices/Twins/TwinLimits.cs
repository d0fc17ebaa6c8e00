namespace Ioc.Devices.Twins;

/// <summary>Bounds of one twin and the windows it judges messages by.</summary>
public static class TwinLimits
{
    /// <summary>Sequence numbers remembered: a device in 4 groups sends 4 copies, and two messages may be in flight.</summary>
    public const int SequencesKept = 8;

    /// <summary>Copies for several groups leave the device within a second; two bear a slow uplink. The shortest period is 1 s, but then values differ.</summary>
    public const long DuplicateWindowMs = 2_000;

    /// <summary>
    /// Within this a first message may come after the ones that followed it: networks reorder within a second or two, a connection that broke
    /// in between takes a little longer; a device that reboots takes longer still.
    /// </summary>
    public const long OvertakeWindowMs = 5_000;

    /// <summary>A number this far below the last, with a device clock that went on, is a counter that started anew, not a late message.</summary>
    public const long RestartGap = 1_000;

    /// <summary>
    /// So many refused messages in a row, each with a higher number than the one before, are a device that counts anew without a clock
    /// (or one that once sent an absurdly high number). Without this it would be silent for ever. At half its period each or more: far faster
    /// than it speaks comes only what a broker has stored and delivers once more, and what was true an hour ago must not be applied again.
    /// </summary>
    public const int LateRunMax = 4;

    /// <summary>Five minutes: what time zones and drift cannot explain away. GMT+7 sent as UTC is 25,200 s off and is shown as wrong.</summary>
    public const long ClockToleranceMs = 300_000;

    /// <summary>Unix seconds reach this only in the year 5138, so larger values are milliseconds.</summary>
    public const double SecondsMax = 100_000_000_000;
}
