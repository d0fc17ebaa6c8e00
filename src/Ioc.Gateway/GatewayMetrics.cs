using System.Diagnostics;
using System.Diagnostics.Metrics;
using Ioc.Gateway.Sessions;
using Ioc.Silo.Journal;

namespace Ioc.Gateway;

/// <summary>The meter "Ioc.Gateway". Refused messages are counted by reason in the silo's rejections, not here a second time.</summary>
internal sealed class GatewayMetrics : IDisposable
{
    public const string MeterName = "Ioc.Gateway";

    private readonly Meter _meter;
    private readonly Counter<long> _connectsRefused;
    private readonly Counter<long> _sessionsEnded;
    private readonly Counter<long> _journalFailed;
    private readonly Counter<long> _waitedForRoom;
    private readonly Counter<long> _commands;
    private readonly Counter<long> _reportsDropped;
    private readonly Counter<long> _recognised;

    // One counter per channel instead of a tag per message: the good path must not build tag lists.
    private long _telemetry;
    private long _statuses;
    private long _receipts;
    private long _events;

    public GatewayMetrics(IMeterFactory factory, LiveSessions sessions)
    {
        _meter = factory.Create(MeterName);
        _connectsRefused = _meter.CreateCounter<long>("ioc.gateway.connects_refused", "{connect}", "CONNECTs refused, by reason");
        _sessionsEnded = _meter.CreateCounter<long>("ioc.gateway.sessions_ended", "{session}", "Sessions ended by an edit of the registry");
        _journalFailed = _meter.CreateCounter<long>("ioc.gateway.journal_failed", "{message}", "Messages not acknowledged: the journal could not write");
        _waitedForRoom = _meter.CreateCounter<long>("ioc.gateway.waited_for_room", "{message}", "Times a connection was not read because the journal was full");
        _commands = _meter.CreateCounter<long>("ioc.gateway.commands", "{command}", "Commands, by outcome");
        _reportsDropped = _meter.CreateCounter<long>("ioc.gateway.delivery_reports_dropped", "{report}", "Delivery reports that found no room");
        _recognised = _meter.CreateCounter<long>("ioc.gateway.recognised", "{message}", "Messages an outside broker delivered again that the journal has");
        _meter.CreateObservableGauge("ioc.gateway.sessions", () => sessions.Count, "{session}", "Devices connected now");
        _meter.CreateObservableCounter("ioc.gateway.messages", Messages, "{message}", "Messages appended to the journal, by channel");
    }

    public void Appended(EntryKind kind)
    {
        switch (kind)
        {
            case EntryKind.Telemetry: Interlocked.Increment(ref _telemetry); break;
            case EntryKind.Status: Interlocked.Increment(ref _statuses); break;
            case EntryKind.Receipt: Interlocked.Increment(ref _receipts); break;
            case EntryKind.Event: Interlocked.Increment(ref _events); break;
            default: throw new UnreachableException($"BUG: {kind} is no device channel");
        }
    }

    public void ConnectRefused(string reason) => _connectsRefused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void SessionEnded() => _sessionsEnded.Add(1);

    public void JournalFailed(int messages) => _journalFailed.Add(messages);

    public void WaitedForRoom() => _waitedForRoom.Add(1);

    /// <param name="outcome">published, no_session, away, expired, cancelled or removed.</param>
    public void Command(string outcome) => _commands.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Recognised() => _recognised.Add(1);

    /// <summary>With an outside broker only.</summary>
    public void ObserveBroker(Func<int> isUp, Func<int> unacknowledged)
    {
        _meter.CreateObservableGauge("ioc.gateway.broker_up", isUp, null, "1: connected to the outside broker and subscribed");
        _meter.CreateObservableGauge("ioc.gateway.broker_unacknowledged", unacknowledged, "{message}", "Messages of the outside broker that wait for their commit");
    }

    public void ReportDropped() => _reportsDropped.Add(1);

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Messages() =>
    [
        new(Volatile.Read(ref _telemetry), new KeyValuePair<string, object?>("channel", "telemetry")),
        new(Volatile.Read(ref _statuses), new KeyValuePair<string, object?>("channel", "status")),
        new(Volatile.Read(ref _receipts), new KeyValuePair<string, object?>("channel", "receipt")),
        new(Volatile.Read(ref _events), new KeyValuePair<string, object?>("channel", "event")),
    ];
}
