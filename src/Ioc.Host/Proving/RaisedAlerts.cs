using System.Text.Json.Nodes;

namespace Ioc.Host.Proving;

/// <summary>
/// The alerts of a device of an <see cref="AckedLoad"/>, each by when it was raised and cleared (Unix milliseconds; null: open): what the server has,
/// and what an oracle has that knows nothing but which messages are stored and when they came. Each is looked at, because counts agree where one is
/// lost and another doubled.
/// </summary>
internal static class RaisedAlerts
{
    private const int PageSize = 1_000;

    public static async Task<IReadOnlyList<(long RaisedMs, long? ClearedMs)>> OfAsync(ChildServer server, string id)
    {
        var alerts = new List<(long, long?)>();
        var cursor = "";
        do
        {
            var page = await server.GetAsync($"/api/v1/alerts?device={id}&condition=speaker-line-open&pageSize={PageSize}{cursor}");
            foreach (var alert in page["items"]!.AsArray())
                alerts.Add((Ms(alert!["raisedAt"])!.Value, Ms(alert["clearedAt"])));
            cursor = (string?)page["next"] is { } next ? "&cursor=" + Uri.EscapeDataString(next) : null;
        }
        while (cursor is not null);
        return alerts;
    }

    /// <param name="atMsBySeq">When each message came.</param>
    public static IReadOnlyList<(long RaisedMs, long? ClearedMs)> Expected(IEnumerable<KeyValuePair<int, long>> atMsBySeq)
    {
        var alerts = new List<(long RaisedMs, long? ClearedMs)>();
        foreach (var (seq, atMs) in atMsBySeq.OrderBy(message => message.Key))
            if (AckedLoad.IsLineOpen(seq) && (alerts.Count == 0 || alerts[^1].ClearedMs is not null))
                alerts.Add((atMs, null));
            else if (!AckedLoad.IsLineOpen(seq) && alerts.Count > 0 && alerts[^1].ClearedMs is null)
                alerts[^1] = (alerts[^1].RaisedMs, atMs);
        return alerts;
    }

    /// <summary>Expected and not there, and there and not expected; the same twice is one of them once.</summary>
    public static (int Lost, int Doubled) Compare(IEnumerable<(long, long?)> held, IEnumerable<(long, long?)> expected)
    {
        var missing = expected.GroupBy(alert => alert).ToDictionary(group => group.Key, group => group.Count());
        var doubled = 0;
        foreach (var alert in held)
            if (missing.GetValueOrDefault(alert) > 0)
                missing[alert]--;
            else
                doubled++;
        return (missing.Values.Sum(), doubled);
    }

    private static long? Ms(JsonNode? time) => time is null ? null : ((DateTimeOffset)time).ToUnixTimeMilliseconds();
}
