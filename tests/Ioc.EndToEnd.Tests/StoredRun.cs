namespace Ioc.EndToEnd.Tests;

/// <summary>Compares what a server holds of a device of an <see cref="AckedLoad"/> with what it must hold.</summary>
internal static class StoredRun
{
    /// <summary>Everything wrong, in words: messages lost or doubled, alerts lost or doubled.</summary>
    public static async Task<List<string>> WrongAsync(IocServer server, string id, int acknowledged, int sent, long fromMs)
    {
        var series = await server.GetAsync($"/api/v1/series?device={id}&metric=played_today_s&step=1&from={fromMs}&to={fromMs + 7_200_000}");
        var counts = series["series"]![0]!["count"]!.AsArray().Select(value => (int)value!).ToList();
        var means = series["series"]![0]!["mean"]!.AsArray().Select(value => (double)value!).ToList();
        var stored = counts.Sum();
        var sum = (long)Math.Round(counts.Zip(means, (count, mean) => count * mean).Sum());

        var wrong = new List<string>();
        if (stored < acknowledged)
            wrong.Add($"{id}: {acknowledged} acknowledged, {stored} stored");
        if (stored > sent)
            wrong.Add($"{id}: {sent} sent, {stored} stored");
        // 1 to L, each once, and nothing else, adds up to this.
        if (sum != (long)stored * (stored + 1) / 2)
            wrong.Add($"{id}: {stored} stored messages add up to {sum}: some are missing and others doubled");

        var alerts = await server.GetAsync($"/api/v1/alerts?device={id}&condition=speaker-line-open&pageSize=1000");
        var raised = alerts["items"]!.AsArray().Count;
        var open = alerts["items"]!.AsArray().Count(alert => (string)alert!["state"]! != "cleared");
        if (raised != AckedLoad.AlertsRaised(stored))
            wrong.Add($"{id}: {raised} alerts, {AckedLoad.AlertsRaised(stored)} expected after {stored} messages");
        if (open != (AckedLoad.IsLineOpen(stored) ? 1 : 0))
            wrong.Add($"{id}: {open} open alerts after {stored} messages");
        return wrong;
    }
}
