using System.Globalization;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Devices;
using Ioc.Silo.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ioc.Dashboard.Api;

/// <summary>
/// Reads filters as text and collects everything that is wrong, so that one answer names it all. Nothing is guessed: an unknown word, an
/// unknown parameter or one given twice is an error, because a filter that was silently ignored shows the wrong devices.
/// </summary>
internal sealed class QueryCheck
{
    private readonly List<string> _errors = [];

    public QueryCheck(HttpRequest request, params string[] known)
    {
        foreach (string name in request.Query.Keys)
        {
            if (!known.Contains(name)) _errors.Add($"Unknown parameter \"{PlainText.Clip(name)}\": use {string.Join(", ", known)}.");
        }
    }

    public bool Failed => _errors.Count > 0;

    public ProblemHttpResult Refusal() => Problem.BadRequest(string.Join(" ", _errors));

    public void Add(string error) => _errors.Add(error);

    public void BadCursor() => Add("cursor is not one this list gave: start without one.");

    /// <summary>A bounded text without control characters; null when absent.</summary>
    public string? Text(string name, string? value)
    {
        if (value is null) return null;
        if (value.Length is > 0 and <= DashboardLimits.FilterCharsMax && !value.Any(char.IsControl) && PlainText.IsWellFormed(value)) return value;
        Add($"{name} needs 1 to {DashboardLimits.FilterCharsMax} characters without control characters.");
        return null;
    }

    public T? Word<T>(string name, string? value)
        where T : struct, Enum
    {
        if (value is null) return null;
        if (EnumWords<T>.TryParse(value, out T found)) return found;
        Add($"{name} \"{PlainText.Clip(value)}\" is unknown: use {EnumWords<T>.All}.");
        return null;
    }

    public DeviceKind? Kind(string? value)
    {
        if (value is null) return null;
        if (DeviceKinds.TryParse(value, out DeviceKind kind)) return kind;
        Add($"kind \"{PlainText.Clip(value)}\" is unknown: use {string.Join(", ", DeviceKinds.All.Select(known => known.Word()))}.");
        return null;
    }

    public string? Unit(string? code, RegistrySnapshot registry)
    {
        if (Text("unit", code) is not { } known) return null;
        if (registry.Units.ContainsKey(known)) return known;
        Add($"unit \"{PlainText.Clip(known)}\" is unknown: see GET /api/v1/units.");
        return null;
    }

    public bool? Flag(string name, string? value)
    {
        if (value is null) return null;
        if (value is "true" or "false") return value == "true";
        Add($"{name} \"{PlainText.Clip(value)}\": use true or false.");
        return null;
    }

    public int PageSize(string? value) =>
        Whole("pageSize", value, 1, DashboardLimits.PageSizeMax, DashboardLimits.PageSizeDefault);

    public int Whole(string name, string? value, int min, int max, int otherwise)
    {
        if (value is null) return otherwise;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max) return number;
        Add($"{name} \"{PlainText.Clip(value)}\": give a whole number from {min} to {max}.");
        return otherwise;
    }

    /// <summary>An offset into a list, as its <c>next</c> gave it.</summary>
    public int Offset(string? cursor)
    {
        if (cursor is null) return 0;
        if (int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out int offset)) return offset;
        BadCursor();
        return 0;
    }

    /// <summary>The id of the last item of the page before, as that page's <c>next</c> gave it.</summary>
    public string? After(string? cursor)
    {
        if (cursor is null || DeviceId.IsValid(cursor)) return cursor;
        BadCursor();
        return null;
    }

    /// <summary>ISO 8601 with offset, or Unix milliseconds.</summary>
    public DateTimeOffset? Instant(string name, string? value)
    {
        if (value is null) return null;
        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long unixMs) && unixMs <= 253_402_300_799_999)
            return DateTimeOffset.FromUnixTimeMilliseconds(unixMs);

        // The "+" of an offset arrives as a space from callers that did not escape it.
        if (value.Length is >= 17 and <= 40 && value[10] == 'T' && HasOffset(value) && DateTimeOffset.TryParse(
            value.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset instant))
        {
            return instant;
        }

        Add($"{name} \"{PlainText.Clip(value)}\": give ISO 8601 with offset (2026-11-22T08:00:00+07:00) or Unix milliseconds.");
        return null;
    }

    /// <summary>A time without offset means another instant in every time zone: it is refused, not guessed.</summary>
    private static bool HasOffset(string value) => value[^1] is 'Z' or 'z' || value.AsSpan(11).IndexOfAny("+- ") >= 0;
}
