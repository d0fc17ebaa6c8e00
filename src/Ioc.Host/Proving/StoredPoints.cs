using System.Globalization;

namespace Ioc.Host.Proving;

/// <summary>Every point that a server's telemetry store holds of a device of an <see cref="AckedLoad"/>, one by one.</summary>
internal sealed record StoredPoints(IReadOnlyList<int> Seqs, IReadOnlyList<long> AtMs, IReadOnlyList<double> Celsius, IReadOnlyList<double> Volumes, IReadOnlyList<double> LineStates)
{
    /// <summary>Points are in the store after the next checkpoint, two seconds at most, unless the machine is very busy.</summary>
    private const int Attempts = 60;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    public static async Task<StoredPoints> OfAsync(ChildServer server, string id, int acknowledged, long fromMs, long toMs)
    {
        var path = $"/api/v1/series/export?format=csv&raw=true&header=false&device={id}&from={fromMs}&to={toMs}"
            + "&metric=played_today_s&metric=temperature_c&metric=volume_percent&metric=line_state";
        using var timer = new PeriodicTimer(Between);
        for (var attempt = 1; ; attempt++)
        {
            var points = Read(await server.GetTextAsync(path));
            if (points.Seqs.Count >= acknowledged || attempt == Attempts)
                return points;
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>When each message came.</summary>
    public IReadOnlyDictionary<int, long> AtMsBySeq() => Seqs.Zip(AtMs).DistinctBy(point => point.First).ToDictionary(point => point.First, point => point.Second);

    /// <summary>Whether the other points are those of the messages whose seqs are there; null: they are.</summary>
    public string? WhatIsWrong() =>
        !IsSame(Celsius, Seqs.Select(AckedLoad.Celsius)) ? "its temperatures are not those of its messages"
        : !IsSame(Volumes, Seqs.Select(seq => (double)AckedLoad.Volume(seq))) ? "its volumes are not those of its messages"
        : !IsSame(LineStates, Seqs.Select(seq => AckedLoad.IsLineOpen(seq) ? 1.0 : 0)) ? "its line states are not those of its messages"
        : null;

    private static bool IsSame(IEnumerable<double> stored, IEnumerable<double> expected) => stored.Order().SequenceEqual(expected.Order());

    private static StoredPoints Read(string rows)
    {
        var byMetric = rows.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(','))
            .ToLookup(cells => cells[3], cells => (At: cells[4], Value: double.Parse(cells[5], CultureInfo.InvariantCulture)), StringComparer.Ordinal);
        IReadOnlyList<double> Values(string metric) => [.. byMetric[metric].Select(point => point.Value)];
        return new StoredPoints(
            [.. byMetric["played_today_s"].Select(point => (int)point.Value)],
            [.. byMetric["played_today_s"].Select(point => DateTimeOffset.Parse(point.At, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds())],
            Values("temperature_c"), Values("volume_percent"), Values("line_state"));
    }
}
