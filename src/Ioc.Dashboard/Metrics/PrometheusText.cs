using System.Globalization;
using System.Text;

namespace Ioc.Dashboard.Metrics;

/// <summary>Prometheus text format 0.0.4, as much of it as we write. Our own, because no exporter package restores (design.md 12).</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary><c>ioc_journal_commit_duration_seconds</c> for "ioc.journal.commit.duration" in "s".</summary>
    public static string Name(string name, string? unit, MeterShape shape)
    {
        var made = new StringBuilder(name.Length + 16);
        foreach (char letter in name) made.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        if (made.Length == 0 || char.IsAsciiDigit(made[0])) made.Insert(0, '_');
        string suffix = unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            "%" => "_percent",
            _ => "",
        };
        if (suffix.Length > 0 && !EndsWith(made, suffix)) made.Append(suffix);
        if (shape is MeterShape.Counter or MeterShape.ObservedCounter && !EndsWith(made, "_total")) made.Append("_total");
        return made.ToString();
    }

    /// <summary>Without the braces, sorted by name so that one set of labels is one text; bounded in number and length.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new List<string>(tags.Length);
        foreach (KeyValuePair<string, object?> tag in tags[..Math.Min(tags.Length, MetricsLimits.LabelsMax)])
        {
            string value = Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "";
            labels.Add($"{Name(tag.Key, null, MeterShape.Gauge)}=\"{Escape(value)}\"");
        }

        labels.Sort(StringComparer.Ordinal);
        return string.Join(',', labels);
    }

    public static void Append(StringBuilder text, MeterInstrument instrument, double[] bounds, IEnumerable<MeterSeries> series)
    {
        string type = instrument.Shape switch
        {
            MeterShape.Counter or MeterShape.ObservedCounter => "counter",
            MeterShape.Histogram => "histogram",
            _ => "gauge",
        };
        text.Append("# HELP ").Append(instrument.Name).Append(' ').Append(EscapeHelp(instrument.Description)).Append('\n');
        text.Append("# TYPE ").Append(instrument.Name).Append(' ').Append(type).Append('\n');
        foreach (MeterSeries one in series)
        {
            if (instrument.Shape == MeterShape.Histogram) AppendHistogram(text, instrument.Name, bounds, one);
            else AppendLine(text, instrument.Name, one.Labels, one.Value);
        }
    }

    public static void AppendLine(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static void AppendHistogram(StringBuilder text, string name, double[] bounds, MeterSeries series)
    {
        long within = 0;
        string before = series.Labels.Length > 0 ? series.Labels + "," : "";
        for (int i = 0; i < series.Buckets.Length; i++)
        {
            within += series.Buckets[i];
            AppendLine(text, name + "_bucket", $"{before}le=\"{(i < bounds.Length ? Number(bounds[i]) : "+Inf")}\"", within);
        }

        AppendLine(text, name + "_sum", series.Labels, series.Value);
        AppendLine(text, name + "_count", series.Labels, series.Count);
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Escape(string value)
    {
        if (value.Length > MetricsLimits.LabelValueCharsMax) value = value[..MetricsLimits.LabelValueCharsMax];
        return value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", " ", StringComparison.Ordinal);
    }

    private static string EscapeHelp(string help) =>
        help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", " ", StringComparison.Ordinal);

    private static bool EndsWith(StringBuilder made, string suffix) =>
        made.Length >= suffix.Length && made.ToString(made.Length - suffix.Length, suffix.Length) == suffix;
}
