using System.Globalization;
using System.Text.RegularExpressions;

namespace Ioc.Silo.Influx;

/// <summary>
/// What servers say of points that are older than they keep any: 400 from 1.x, 422 from 2.x, though all other points of the request are
/// stored. Nothing can be mended in such a request, so it is done with.
/// </summary>
internal static partial class InfluxRetention
{
    /// <summary>How many points were dropped, at least one; null: the refusal is about something else.</summary>
    public static long? TooOldIn(string refusal)
    {
        if (!Retention.IsMatch(refusal))
            return null;
        return Dropped.Match(refusal) is { Success: true } match && long.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var dropped) && dropped > 0
            ? dropped
            : 1;
    }

    [GeneratedRegex("(beyond|outside) retention policy", RegexOptions.ExplicitCapture)]
    private static partial Regex Retention { get; }

    [GeneratedRegex("dropped[= ]([0-9]+)")]
    private static partial Regex Dropped { get; }
}
