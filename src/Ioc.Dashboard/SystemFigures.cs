namespace Ioc.Dashboard;

/// <param name="JournalBytes">Size of the journal on disk.</param>
/// <param name="StorePosition">Journal position up to which points are stored.</param>
/// <param name="JournalPosition">Last durable journal position.</param>
/// <param name="MessagesTotal">Messages taken from devices since the process started.</param>
/// <param name="Connections">Devices connected now.</param>
/// <param name="DeviceEdgeProblem">Why devices can't be heard; null when they can.</param>
public sealed record SystemFigures(long? JournalBytes, long? StorePosition, long? JournalPosition, long? MessagesTotal, long? Connections, string? DeviceEdgeProblem = null);
