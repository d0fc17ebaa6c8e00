namespace Ioc.Host.Benchmarks.Mqtt;

/// <summary>One row of the result.</summary>
/// <param name="Name">For scripts.</param>
/// <param name="Words">For people, with its unit.</param>
/// <param name="Ours">Null: could not be measured here.</param>
/// <param name="Mosquitto">Null: not measured.</param>
internal sealed record Figure(string Name, string Words, double? Ours, double? Mosquitto)
{
    /// <summary>What the issue asks for; null: only to know.</summary>
    public string? Aim { get; init; }

    /// <summary>Null: no aim, or nothing to compare with.</summary>
    public bool? IsMet { get; init; }

    public double? Ratio => Mosquitto is > 0 ? Ours / Mosquitto : null;

    public Figure AtMost(double bound, string aim) => this with { Aim = aim, IsMet = Ours is null ? null : Ours <= bound };

    public Figure AtLeast(double bound, string aim) => this with { Aim = aim, IsMet = Ours is null ? null : Ours >= bound };

    public Figure NoMoreThanMosquitto() => this with { Aim = "<= Mosquitto", IsMet = Ours is null || Mosquitto is null ? null : Ours <= Mosquitto };

    public Figure NoLessThanMosquitto() => this with { Aim = ">= Mosquitto", IsMet = Ours is null || Mosquitto is null ? null : Ours >= Mosquitto };
}
