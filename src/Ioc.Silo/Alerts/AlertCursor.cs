using System.Globalization;
using Ioc.Devices.Alerts;

namespace Ioc.Silo.Alerts;

/// <summary>Where a page ended: raised (Unix ms) and id of its last alert.</summary>
public readonly record struct AlertCursor(long RaisedAtMs, string Id)
{
    public static AlertCursor Of(Alert alert) => new(alert.RaisedAt.ToUnixTimeMilliseconds(), alert.Id);

    /// <summary>Null for no cursor, and for one that no list gave.</summary>
    public static AlertCursor? Parse(string? text)
    {
        if (text?.IndexOf('.', StringComparison.Ordinal) is not (> 0 and var dot))
            return null;
        return long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var ms) ? new AlertCursor(ms, text[(dot + 1)..]) : null;
    }

    public bool IsBefore(Alert alert)
    {
        var raisedAtMs = alert.RaisedAt.ToUnixTimeMilliseconds();
        return raisedAtMs < RaisedAtMs || (raisedAtMs == RaisedAtMs && string.CompareOrdinal(alert.Id, Id) < 0);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{RaisedAtMs}.{Id}");
}
