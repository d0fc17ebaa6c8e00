namespace Ioc.Host.Simulation;

/// <summary>Every bound of the simulator, with its reason.</summary>
internal static class SimulatorLimits
{
    /// <summary>Devices in one process: one loopback address has about 28,000 free ports towards one server port.</summary>
    public const int DevicesMax = 25_000;

    /// <summary>One turn of the loop. A device says something every 5 s at the busiest, so a tenth of a second is exact enough.</summary>
    public const int TickMilliseconds = 100;

    /// <summary>Handshakes at once: more of them only lengthen each one's wait on a small machine.</summary>
    public const int ConnectsAtOnceMax = 64;

    /// <summary>Audio downloads at once; the others wait, as devices behind one radio cell would.</summary>
    public const int DownloadsAtOnceMax = 32;

    /// <summary>A download that grows beyond this is a mistake of the server: an hour of speech at 16 kHz is 115 MB.</summary>
    public const long AudioBytesMax = 128L * 1024 * 1024;

    /// <summary>Attempts to fetch one audio file before the device reports failure.</summary>
    public const int DownloadAttemptsMax = 3;

    /// <summary>Commands that arrived and wait for the loop: every device of a full process ten times over would be a server gone mad.</summary>
    public const int MailboxMax = 250_000;

    /// <summary>Broadcast ids a device remembers, so that a repeated command is not played twice.</summary>
    public const int KnownBroadcastsMax = 64;

    /// <summary>Broadcasts a loudspeaker holds until the present one ends.</summary>
    public const int WaitingBroadcastsMax = 4;

    /// <summary>Longest wait before the next attempt to connect, in seconds of real time.</summary>
    public const int ReconnectSecondsMax = 60;

    /// <summary>Faults in one file.</summary>
    public const int FaultsMax = 1_000;
}
