namespace Ioc.Host.Proving;

/// <summary>Compares what a server holds of a device of an <see cref="AckedLoad"/> with what it must hold.</summary>
/// <param name="Stored">Messages that its telemetry holds.</param>
/// <param name="Lost">Acknowledged and not stored.</param>
/// <param name="Doubled">Stored more often than sent.</param>
/// <param name="Alerts">Alerts raised.</param>
/// <param name="AlertsLost">Expected of these messages and not there, each by when it is raised and cleared.</param>
/// <param name="AlertsDoubled">There and not expected.</param>
/// <param name="Words">Everything wrong, for people.</param>
internal sealed record StoredRun(int Stored, int Lost, int Doubled, int Alerts, int AlertsLost, int AlertsDoubled, IReadOnlyList<string> Words)
{
    /// <summary>Buckets of the question: few, because only their sum matters.</summary>
    private const int StepSeconds = 60;

    /// <summary>Before and after the load's begin: more than a run takes, and than a clock jumps.</summary>
    private const long AroundMs = 7_200_000;

    public static Task<StoredRun> OfAsync(ChildServer server, LoadDevice device, long fromMs) =>
        OfAsync(server, device.Id, device.Acknowledged, device.Sent, fromMs);

    public static async Task<StoredRun> OfAsync(ChildServer server, string id, int acknowledged, int sent, long fromMs)
    {
        var words = new List<string>();
        var points = await StoredPoints.OfAsync(server, id, acknowledged, fromMs - AroundMs, fromMs + AroundMs);
        var (stored, lost, doubled) = SeqSet.Of(points.Seqs, acknowledged, sent);
        if (lost > 0)
            words.Add($"{id}: {acknowledged} acknowledged, {stored} stored, {lost} lost");
        if (doubled > 0)
            words.Add($"{id}: {sent} sent, {stored} stored, {doubled} more than once");
        if (points.WhatIsWrong() is { } wrong)
        {
            (lost, doubled) = (lost + 1, doubled + 1);
            words.Add($"{id}: {wrong}");
        }

        // The same question as charts ask it, which adds up what the points are.
        var (count, sum) = await AddedUpAsync(server, id, fromMs);
        if ((count, sum) != (points.Seqs.Count, points.Seqs.Sum(seq => (long)seq)))
        {
            (lost, doubled) = (lost + 1, doubled + 1);
            words.Add($"{id}: {count} messages adding up to {sum} in a chart, {points.Seqs.Count} adding up to {points.Seqs.Sum(seq => (long)seq)} in an export");
        }

        var (raised, expected) = (await RaisedAlerts.OfAsync(server, id), RaisedAlerts.Expected(points.AtMsBySeq()));
        var (alertsLost, alertsDoubled) = RaisedAlerts.Compare(raised, expected);
        if (alertsLost + alertsDoubled > 0)
            words.Add($"{id}: {raised.Count} alerts and {expected.Count} expected after {stored} messages; {alertsLost} are missing and {alertsDoubled} too many, by when they were raised and cleared");
        return new StoredRun(stored, lost, doubled, raised.Count, alertsLost, alertsDoubled, words);
    }

    private static async Task<(int Count, long Sum)> AddedUpAsync(ChildServer server, string id, long fromMs)
    {
        var answer = await server.GetAsync($"/api/v1/series?device={id}&metric=played_today_s&step={StepSeconds}&from={fromMs - AroundMs}&to={fromMs + AroundMs}");
        var series = answer["series"]![0]!;
        var counts = series["count"]!.AsArray().Select(value => (int)value!).ToList();
        var sums = series["mean"]!.AsArray().Select(value => (double?)value ?? 0).Zip(counts, (mean, count) => mean * count);
        return (counts.Sum(), (long)Math.Round(sums.Sum()));
    }
}
