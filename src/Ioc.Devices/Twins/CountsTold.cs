namespace Ioc.Devices.Twins;

/// <summary>The numbers that stand in a twin's open alerts; null where there is no such alert.</summary>
/// <param name="Parts">Cells down, or access points missing.</param>
/// <param name="Alarms">Serious alarms of a site's own management.</param>
/// <param name="AlarmText">Their texts.</param>
internal readonly record struct CountsTold(double? Parts, double? Alarms, string? AlarmText);
