namespace Ioc.Dashboard.Wire;

internal sealed record TelemetryLevelWire(string Name, long Bytes, double HeldDays, int KeptDays);
