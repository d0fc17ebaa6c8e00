using Ioc.Devices;
using Ioc.Devices.Alerts;
using Ioc.Silo.Accounts;

namespace Ioc.Silo.Alerts;

/// <summary>Filters; null means any. Newest raised first.</summary>
public sealed record AlertQuery
{
    /// <summary>True: not cleared; false: cleared.</summary>
    public bool? Open { get; init; }

    public AlertState? State { get; init; }

    public Severity? SeverityMin { get; init; }

    public string? DeviceId { get; init; }

    public DeviceKind? Kind { get; init; }

    /// <summary>A unit and all below it.</summary>
    public string? UnitCode { get; init; }

    public string? Condition { get; init; }

    /// <summary>What whoever asks may see; null: everything.</summary>
    public Reach? Within { get; init; }

    /// <summary>1 to 1,000.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>The last page's <see cref="AlertPage.Next"/>.</summary>
    public string? Cursor { get; init; }
}
