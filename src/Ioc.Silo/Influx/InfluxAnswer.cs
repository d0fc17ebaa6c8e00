namespace Ioc.Silo.Influx;

/// <summary>The outcome and, for people, what the server said.</summary>
/// <param name="Outcome">What to do next.</param>
/// <param name="Text">What the server said.</param>
/// <param name="TooOld">Points that the server dropped because it does not keep any so old; it stored the others.</param>
internal readonly record struct InfluxAnswer(InfluxOutcome Outcome, string Text, long TooOld = 0)
{
    public static InfluxAnswer Done { get; } = new(InfluxOutcome.Done, "");
}
