namespace Ioc.Devices.Units;

/// <summary>
/// An administrative unit, or one of our hamlets. Levels are data ("province", "commune", "hamlet"), because they change by law:
/// districts ended on 2025-07-01. A commune's code does not contain its province's (QĐ 19/2025/QĐ-TTg), so the parent is a field.
/// </summary>
public sealed record Unit
{
    /// <summary>Two digits for a province, five for a commune, ours for a hamlet (commune code, dash, number). Permanent, never reused.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>With the unit's kind in front: "Phường Hàm Rồng".</summary>
    public required string FullName { get; init; }

    public required string Level { get; init; }

    public string? ParentCode { get; init; }

    /// <summary>Where a label or a hamlet's culture house stands.</summary>
    public GeoPoint? Position { get; init; }

    public int? Population { get; init; }

    /// <summary>Hamlets only: whether grid power reaches it; drives funding of coverage (domain.md 2.4).</summary>
    public bool? HasGridPower { get; init; }

    /// <summary>First day the unit exists; null: since before our records.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day the unit exists; null: still in force. Ended units stay for history.</summary>
    public DateOnly? ValidTo { get; init; }

    public bool IsInForce(DateOnly day) => !(ValidFrom > day) && !(ValidTo < day);
}
