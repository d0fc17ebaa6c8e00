namespace Ioc.Devices.Alerts;

/// <summary>Where a rule that compares numbers raises and clears: what a chart draws as a line.</summary>
/// <param name="Field">The telemetry field it judges.</param>
/// <param name="IsAbove">True: values above raise; false: values below.</param>
/// <param name="Raise">The bound that raises.</param>
/// <param name="Clear">The bound that clears, nearer to what is normal.</param>
public sealed record RuleBound(string Field, bool IsAbove, double Raise, double Clear);
