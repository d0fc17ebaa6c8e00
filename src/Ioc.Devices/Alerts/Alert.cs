namespace Ioc.Devices.Alerts;

/// <summary>
/// One finding of one rule on one object, with its life. At most one alert that is not cleared exists per (object, condition).
/// Field names follow TMF642 and 3GPP TS 28.532.
/// </summary>
public sealed record Alert
{
    /// <summary>Made from the journal position that raised it, so that a replay gives the same alert the same id.</summary>
    public required string Id { get; init; }

    /// <summary>The rule's condition, for example <c>speaker-line-open</c>, <c>offline</c>, <c>coverage-gap</c>.</summary>
    public required string Condition { get; init; }

    /// <summary>alarmedObject: the device id.</summary>
    public required string DeviceId { get; init; }

    public required DeviceKind DeviceKind { get; init; }

    public required string DeviceName { get; init; }

    public required string UnitCode { get; init; }

    public GeoPoint? Position { get; init; }

    public required AlertState State { get; init; }

    /// <summary>perceivedSeverity.</summary>
    public required Severity Severity { get; init; }

    /// <summary>X.733 alarm type: communicationsAlarm, equipmentAlarm, environmentalAlarm, qualityOfServiceAlarm, processingErrorAlarm.</summary>
    public required string AlarmType { get; init; }

    /// <summary>X.733 probable cause.</summary>
    public required string ProbableCause { get; init; }

    public string? SpecificProblem { get; init; }

    /// <summary>What the operator reads, Vietnamese.</summary>
    public required string TextVi { get; init; }

    /// <summary>What the operator reads, English.</summary>
    public required string TextEn { get; init; }

    public string? ProposedRepairVi { get; init; }

    public string? ProposedRepairEn { get; init; }

    public bool ServiceAffecting { get; init; }

    /// <summary>thresholdInfo: the observed value that raised it, in the field's unit; null for states.</summary>
    public double? ObservedValue { get; init; }

    public double? ThresholdValue { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public string? AcknowledgedBy { get; init; }

    public DateTimeOffset? ClearedAt { get; init; }

    /// <summary>Coverage alerts: the hamlets that no working site reaches.</summary>
    public IReadOnlyList<string> AffectedHamlets { get; init; } = [];

    /// <summary>Coverage alerts: people living in those hamlets.</summary>
    public int? AffectedPeople { get; init; }

    /// <summary>Journal position of the latest transition; grows with every change.</summary>
    public required long Version { get; init; }
}
