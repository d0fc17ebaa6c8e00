namespace Ioc.Dashboard;

/// <param name="JournalBytes">Size of the journal on disk.</param>
/// <param name="StorePosition">Journal position up to which points are stored.</param>
/// <param name="JournalPosition">Last durable journal position.</param>
/// <param name="MessagesTotal">Messages taken from devices since the process started.</param>
/// <param name="Connections">Devices connected now.</param>
/// <param name="DeviceEdgeProblem">Why devices can't be heard; null when they can.</param>
public sealed record SystemFigures(long? JournalBytes, long? StorePosition, long? JournalPosition, long? MessagesTotal, long? Connections, string? DeviceEdgeProblem = null)
{
    /// <summary>What the journal may take.</summary>
    public long? JournalQuotaBytes { get; init; }

    /// <summary>At the present rate, until the journal lets no device in, if nothing were stored any more.</summary>
    public long? JournalSecondsLeft { get; init; }

    /// <summary><c>ample</c>; <c>scarce</c>: QoS 0 is dropped; <c>none</c>: devices wait.</summary>
    public string? JournalRoom { get; init; }

    /// <summary>QoS 0 messages dropped for want of room.</summary>
    public long? MessagesShed { get; init; }

    /// <summary>What a store says that takes no checkpoints, and since when; null: all is well.</summary>
    public string? StoreTrouble { get; init; }

    public DateTimeOffset? StoreTroubleSince { get; init; }
}
