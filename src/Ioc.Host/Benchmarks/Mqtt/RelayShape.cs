using System.Globalization;

namespace Ioc.Host.Benchmarks.Mqtt;

/// <summary>Who publishes to whom: every subscriber gets every message.</summary>
internal readonly record struct RelayShape(int Publishers, int Subscribers)
{
    public static IReadOnlyList<RelayShape> All { get; } = [new(1, 1), new(50, 1), new(1, 50)];

    /// <summary>Null unless it is like <c>50-1</c>.</summary>
    public static RelayShape? TryParse(string text) =>
        text.Split('-') is [var left, var right]
        && int.TryParse(left, CultureInfo.InvariantCulture, out var publishers) && publishers is > 0 and <= 1_000
        && int.TryParse(right, CultureInfo.InvariantCulture, out var subscribers) && subscribers is > 0 and <= 1_000
            ? new RelayShape(publishers, subscribers)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Publishers}-{Subscribers}");
}
