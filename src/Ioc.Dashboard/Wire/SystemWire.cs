namespace Ioc.Dashboard.Wire;

internal sealed record SystemWire(
    string Version, DateTimeOffset StartedAt, int Devices, long RegistryVersion, long? JournalBytes, long? StorePosition, long? JournalPosition,
    long? MessagesTotal, long? RejectionsTotal, long? Connections, string? DeviceEdgeProblem, long? JournalQuotaBytes, long? JournalSecondsLeft, string? JournalRoom,
    long? MessagesShed, string? StoreTrouble, DateTimeOffset? StoreTroubleSince, string? AuditFault);
