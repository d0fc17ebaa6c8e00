using System.Globalization;

namespace Ioc.Devices.Alerts;

/// <summary>Fills the places of a rule's text. Numbers are written as the language writes them: 75,5 in Vietnamese, 75.5 in English.</summary>
internal static class AlertText
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static (string Vi, string En) Of(Rule rule, Device device, in Finding finding)
    {
        var (value, threshold, detail) = (finding.Value, finding.Threshold, finding.Detail ?? "");
        return (Fill(rule.TextVi, Vietnamese), Fill(rule.TextEn, English));

        string Fill(string text, CultureInfo culture) => text
            .Replace("{device}", device.Name, StringComparison.Ordinal)
            .Replace("{value}", Number(value, culture), StringComparison.Ordinal)
            .Replace("{threshold}", Number(threshold, culture), StringComparison.Ordinal)
            .Replace("{detail}", detail, StringComparison.Ordinal)
            .TrimEnd(' ', ':');
    }

    public static (string Vi, string En) OfGap(Rule rule, Device device, IReadOnlyList<string> hamletNames, int people)
    {
        return (Fill(rule.TextVi, Vietnamese, "và {0} thôn khác"), Fill(rule.TextEn, English, "and {0} more"));

        string Fill(string text, CultureInfo culture, string more) => text
            .Replace("{device}", device.Name, StringComparison.Ordinal)
            .Replace("{count}", hamletNames.Count.ToString(culture), StringComparison.Ordinal)
            .Replace("{people}", people.ToString("N0", culture), StringComparison.Ordinal)
            .Replace("{hamlets}", Names(hamletNames, string.Format(culture, more, hamletNames.Count - AlertLimits.HamletsNamedMax)), StringComparison.Ordinal);
    }

    private static string Names(IReadOnlyList<string> names, string more) => names.Count <= AlertLimits.HamletsNamedMax
        ? string.Join(", ", names)
        : string.Join(", ", names.Take(AlertLimits.HamletsNamedMax)) + " " + more;

    private static string Number(double? number, CultureInfo culture) => number?.ToString("0.#", culture) ?? "";
}
