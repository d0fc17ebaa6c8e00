using Ioc.Devices;
using Ioc.Devices.Alerts;
using Ioc.Silo.Accounts;
using Ioc.Silo.Alerts;

namespace Ioc.Dashboard.Tests.Fakes;

internal sealed class FakeAlerts(FakeRegistry registry) : IAlerts
{
    private readonly List<Alert> _all =
    [
        Make("a-1", "offline", Severity.Major, AlertState.Raised),
        Make("a-2", "speaker-line-open", Severity.Critical, AlertState.Raised),
        Make("a-3", "mains-lost", Severity.Warning, AlertState.Cleared),
    ];

    public AlertQuery? Asked { get; set; }

    public IReadOnlyList<Alert> Open => [.. _all.Where(alert => alert.State != AlertState.Cleared)];

    public static Alert Make(string id, string condition, Severity severity, AlertState state) => new()
    {
        Id = id, Condition = condition, DeviceId = "ls-1", DeviceKind = DeviceKind.Loudspeaker, DeviceName = "Cụm loa Đình Hương", UnitCode = "14758",
        Position = new GeoPoint(19.8, 105.7), State = state, Severity = severity, AlarmType = "communicationsAlarm", ProbableCause = "x", TextVi = "Mất liên lạc",
        TextEn = "Offline", RaisedAt = DateTimeOffset.UnixEpoch, ChangedAt = DateTimeOffset.UnixEpoch, Version = 1,
    };

    public Task<AlertPage> QueryAsync(AlertQuery query, CancellationToken cancellationToken)
    {
        Asked = query;
        Alert[] found =
        [
            .. _all.Where(alert => (query.Open is null || query.Open == (alert.State != AlertState.Cleared)) && (query.State is null || alert.State == query.State)
                && (query.SeverityMin is null || alert.Severity >= query.SeverityMin) && (query.Condition is null || alert.Condition == query.Condition)
                && new Territory(query.Within ?? Reach.Everything, registry.Current).Covers(alert)),
        ];
        return Task.FromResult(new AlertPage([.. found.Take(query.PageSize)], found.Length > query.PageSize ? "more" : null, found.Length));
    }

    public Task<Alert?> FindAsync(string alertId, CancellationToken cancellationToken) => Task.FromResult(_all.Find(alert => alert.Id == alertId));

    public Task<Alert?> AcknowledgeAsync(string alertId, string user, CancellationToken cancellationToken)
    {
        int index = _all.FindIndex(alert => alert.Id == alertId);
        if (index < 0 || registry.IsGone) return Task.FromResult<Alert?>(null);
        if (_all[index].State == AlertState.Raised) _all[index] = _all[index] with { State = AlertState.Acknowledged, AcknowledgedBy = user };
        return Task.FromResult<Alert?>(_all[index]);
    }
}
