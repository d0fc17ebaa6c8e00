namespace Ioc.Devices.Telemetry;

/// <summary>One value of one series of one device; its time is the message's.</summary>
/// <param name="Metric">Field number (1 to 255), plus (cell's ordinal + 1) · 256 for a cell's field. On disk.</param>
/// <param name="Value">Finite.</param>
public readonly record struct Point(ushort Metric, double Value);
