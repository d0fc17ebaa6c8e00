namespace Ioc.Mqtt.Tests.Fuzz;

/// <summary>One message in the model. Its text names it: no two published messages of a run have the same, except empty ones.</summary>
internal sealed class ModelMessage
{
    public required string Topic { get; init; }

    public required string Text { get; init; }

    public QualityOfService Qos { get; init; }

    public bool Retain { get; init; }

    public long ExpiresAtMilliseconds { get; init; } = long.MaxValue;

    /// <summary>A newer retained message took its place: a replay under way must not bring it any more.</summary>
    public bool IsSuperseded { get; set; }

    public bool IsExpired(long now) => now >= ExpiresAtMilliseconds;

    public uint? SecondsLeft(long now) => ExpiresAtMilliseconds == long.MaxValue ? null : (uint)((ExpiresAtMilliseconds - now + 999) / 1000);
}
