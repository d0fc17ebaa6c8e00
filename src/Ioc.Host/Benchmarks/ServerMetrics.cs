using System.Globalization;

namespace Ioc.Host.Benchmarks;

/// <summary>One reading of /metrics: the value of each name, summed over its labels.</summary>
internal sealed class ServerMetrics(IReadOnlyDictionary<string, double> values)
{
    public static ServerMetrics Parse(string text)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')))
        {
            // A label may hold a space; the value stands behind the last bracket, and a time stamp may follow it.
            var nameEnd = line.IndexOfAny(['{', ' ']);
            var value = line[(Math.Max(nameEnd, line.LastIndexOf('}')) + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (nameEnd > 0 && value.Length > 0 && double.TryParse(value[0], CultureInfo.InvariantCulture, out var number))
                values[line[..nameEnd]] = values.GetValueOrDefault(line[..nameEnd]) + number;
        }

        return new ServerMetrics(values);
    }

    /// <summary>How much a counter has grown since an earlier reading; null where the server does not tell.</summary>
    public double? Since(ServerMetrics earlier, string name) =>
        values.TryGetValue(name, out var now) ? now - earlier.Value(name) : null;

    private double Value(string name) => values.GetValueOrDefault(name);
}
