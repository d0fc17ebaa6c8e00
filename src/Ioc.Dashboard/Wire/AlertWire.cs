using Ioc.Devices;
using Ioc.Devices.Alerts;

namespace Ioc.Dashboard.Wire;

internal sealed record AlertWire(
    string Id, string Condition, string DeviceId, [property: Words(typeof(DeviceKind), Name = "AlertedKind")] string DeviceKind, string DeviceName, string UnitCode, double? Latitude, double? Longitude,
    [property: Words(typeof(AlertState))] string State, [property: Words(typeof(Severity))] string Severity, string AlarmType, string ProbableCause, string? SpecificProblem, string TextVi, string TextEn,
    string? ProposedRepairVi, string? ProposedRepairEn, bool ServiceAffecting, double? ObservedValue, double? ThresholdValue,
    DateTimeOffset RaisedAt, DateTimeOffset ChangedAt, DateTimeOffset? AcknowledgedAt, string? AcknowledgedBy, DateTimeOffset? ClearedAt,
    IReadOnlyList<string> AffectedHamlets, int? AffectedPeople, long Version)
{
    public static AlertWire Of(Alert alert) => new(
        alert.Id, alert.Condition, alert.DeviceId, alert.DeviceKind.Word(), alert.DeviceName, alert.UnitCode,
        alert.Position?.LatitudeDegrees, alert.Position?.LongitudeDegrees,
        EnumWords<AlertState>.Word(alert.State), EnumWords<Severity>.Word(alert.Severity), alert.AlarmType, alert.ProbableCause,
        alert.SpecificProblem, alert.TextVi, alert.TextEn, alert.ProposedRepairVi, alert.ProposedRepairEn, alert.ServiceAffecting,
        alert.ObservedValue, alert.ThresholdValue, alert.RaisedAt, alert.ChangedAt, alert.AcknowledgedAt, alert.AcknowledgedBy, alert.ClearedAt,
        alert.AffectedHamlets, alert.AffectedPeople, alert.Version);
}
