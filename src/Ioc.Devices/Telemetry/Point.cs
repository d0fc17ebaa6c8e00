namespace Ioc.Devices.Telemetry;

/// <summary>One value of one series of the device whose message it came in.</summary>
/// <param name="Metric">See <see cref="MetricNames"/>.</param>
/// <param name="Value">True is 1, a word is its position in its list.</param>
public readonly record struct Point(ushort Metric, double Value);
