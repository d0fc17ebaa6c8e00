namespace Ioc.Silo.Influx;

/// <summary>The outcome and, for people, what the server said.</summary>
internal readonly record struct InfluxAnswer(InfluxOutcome Outcome, string Text)
{
    public static InfluxAnswer Done { get; } = new(InfluxOutcome.Done, "");
}
