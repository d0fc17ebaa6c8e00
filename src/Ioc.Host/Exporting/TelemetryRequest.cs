using System.Globalization;
using System.Text;

namespace Ioc.Host.Exporting;

/// <summary>What <c>ioc export telemetry</c> asks for.</summary>
internal sealed record TelemetryRequest
{
    public required string From { get; init; }

    public string? To { get; init; }

    public required IReadOnlyList<string> Devices { get; init; }

    public required IReadOnlyList<string> Units { get; init; }

    public required IReadOnlyList<string> Kinds { get; init; }

    public required IReadOnlyList<string> Metrics { get; init; }

    public required string Format { get; init; }

    public required bool Raw { get; init; }

    public required int StepSeconds { get; init; }

    /// <summary>The address of one part.</summary>
    /// <param name="devices">Instead of units and kinds; none: those.</param>
    /// <param name="isFirst">Only the first part has a line that names the columns.</param>
    public string Path(IReadOnlyList<string> devices, bool isFirst)
    {
        var text = new StringBuilder($"/api/v1/series/export?format={Format}&raw={(Raw ? "true" : "false")}&header={(isFirst ? "true" : "false")}");
        text.Append(CultureInfo.InvariantCulture, $"&step={StepSeconds}&from={Uri.EscapeDataString(From)}");
        if (To is { } to)
        {
            text.Append("&to=").Append(Uri.EscapeDataString(to));
        }

        Add(text, "metric", Metrics);
        Add(text, "device", devices);
        if (devices.Count == 0)
        {
            Add(text, "unit", Units);
            Add(text, "kind", Kinds);
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, string name, IReadOnlyList<string> values)
    {
        foreach (var value in values)
        {
            text.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }
}
