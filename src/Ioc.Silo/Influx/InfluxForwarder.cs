using System.Diagnostics.Metrics;
using Ioc.Silo.Registry;
using Ioc.Silo.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ioc.Silo.Influx;

/// <summary>
/// Carries rows from <see cref="TelemetryOutbox"/> to the server, one request at a time. The mark moves after the server has answered, so
/// a crash sends some rows again, which are the same points. A server that is away, or says that the whole request is wrong (no such
/// database, no permission), makes everything wait, loudly; lines that it refuses one by one are dropped and reported one by one, points that are
/// older than it keeps any are counted.
/// </summary>
internal sealed class InfluxForwarder(
    InfluxClient client, InfluxOptions options, InfluxRollups rollups, TelemetryDatabase database, IRegistry registry, TimeProvider time,
    StoreWatch stores, ILogger<InfluxForwarder> logger)
    : BackgroundService, ITelemetryForwarding
{
    private readonly TelemetryOutbox _outbox = new(database);
    private OutboxGauge? _gauge;

    /// <summary>
    /// The mark of lines that were sent without an answer. The server may have them, so they go again as they are: a device that moved meanwhile would
    /// be there twice, under two units.
    /// </summary>
    private long? _unanswered;

    private readonly Meter _meter = new(SiloMetrics.MeterName);
    private readonly LineWriter _lines = new();
    private long _pointsSent;
    private long _pointsRefused;
    private bool _isReady;
    private bool _isStuck = true;
    private bool _isTold;
    private string? _problem = "not reached yet";
    private DateTimeOffset _since = time.GetUtcNow();

    public ForwardingState State
    {
        get
        {
            var outbox = stores.Outbox;
            return new ForwardingState(
                options.Server.ToString(), client.VersionText, Volatile.Read(ref _problem), _since, Volatile.Read(ref _pointsSent), Volatile.Read(ref _pointsRefused),
                outbox?.Rows, outbox?.Percent, outbox?.TimeLeft);
        }
    }

    private OutboxGauge Gauge => _gauge ??= new OutboxGauge(_outbox, options.OutboxRowsMax, time, stores);

    /// <summary>Sends what waits now, until nothing does or the server doesn't take it.</summary>
    internal async Task<InfluxAnswer> DrainAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Gauge.Look();
            if (!_isReady && await ReadyAsync(cancellationToken) is { Outcome: not InfluxOutcome.Done } away)
                return away;
            if ((_unanswered ?? _outbox.Fill(_lines, registry.Current.FindDevice, InfluxLimits.RequestBytesMax)) is not { } mark)
            {
                Gauge.Emptied();
                return InfluxAnswer.Done;
            }

            _unanswered = mark;
            var answer = await SendAsync(_lines.Written, cancellationToken);
            if (answer.Outcome != InfluxOutcome.Done)
                return answer;

            // Before the mark: a crash between the two adds up an hour once too often, not once too few.
            rollups.NoteSent(_outbox.OldestFilledMs);
            _outbox.Advance(mark);
            _unanswered = null;
            Gauge.Sent(_outbox.FilledRows);
            Volatile.Write(ref _pointsSent, _pointsSent + _lines.Points);
            // What waited for hours takes minutes to send: that is no outage any more.
            if (_isStuck)
                Note(answer);
        }
    }

    /// <summary>One turn of the loop: sends what waits, or else adds up an hour, and tells how that went.</summary>
    internal async Task<InfluxAnswer> TurnAsync(CancellationToken cancellationToken)
    {
        var answer = await TryDrainAsync(cancellationToken);
        Note(answer);
        return answer;
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _meter.CreateObservableCounter("ioc.telemetry.sent", () => Volatile.Read(ref _pointsSent), "{point}", "Points that the time-series server has taken.");
        _meter.CreateObservableCounter("ioc.telemetry.refused", () => Volatile.Read(ref _pointsRefused), "{line}", "Messages dropped because the server refused exactly them.");
        _meter.CreateObservableGauge("ioc.telemetry.unsent", () => stores.Outbox?.Rows ?? 0, "{row}", "Rows of telemetry.db that the time-series server does not have yet.");
        _meter.CreateObservableGauge("ioc.telemetry.away", () => _problem is null ? 0 : 1, "{server}", "1 while telemetry waits for its server.");
        stores.Server?.Refused(_problem!);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var answer = await TurnAsync(stoppingToken);
                var wait = answer.Outcome == InfluxOutcome.Done
                    ? TimeSpan.FromMilliseconds(InfluxLimits.IdleMilliseconds)
                    : TimeSpan.FromSeconds(InfluxLimits.AwaySeconds);
                await Task.Delay(wait, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping; what wasn't sent is in telemetry.db.
        }
    }

    private async Task<InfluxAnswer> TryDrainAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await DrainAsync(cancellationToken);
            _isStuck = answer.Outcome != InfluxOutcome.Done;
            return answer.Outcome == InfluxOutcome.Done ? await rollups.StepAsync(time.GetUtcNow(), cancellationToken) ?? answer : answer;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it is: a background service that throws ends the whole centre, and devices can do without this server.
            InfluxLog.OutboxFailed(logger, fault, fault.Message);
            return new InfluxAnswer(InfluxOutcome.Away, fault is SqliteException or InvalidDataException ? $"telemetry.db: {fault.Message}" : fault.Message);
        }
    }

    private async Task<InfluxAnswer> ReadyAsync(CancellationToken cancellationToken)
    {
        var answer = await client.DetectAsync(cancellationToken);
        var place = new InfluxDatabase(client, options, mayChange: true);
        if (answer.Outcome == InfluxOutcome.Done)
            answer = await place.PrepareAsync(cancellationToken);
        if (answer.Outcome != InfluxOutcome.Done)
            return answer;
        rollups.IsOff = !place.HasHours;
        _outbox.Open();
        _isReady = true;
        InfluxLog.Connected(logger, options.Server, client.VersionText, options.Database);
        if (client.Version == InfluxVersion.VictoriaMetrics)
            InfluxLog.WriteOnly(logger, options.Server);
        foreach (var lack in place.Lacks)
            InfluxLog.Lacking(logger, options.Server, lack);
        if (client.Version != InfluxVersion.VictoriaMetrics && await client.ProbeReadingAsync(cancellationToken) is { Outcome: not InfluxOutcome.Done } unread)
            InfluxLog.Unreadable(logger, options.Server, InfluxInspection.WriteOnly(client, options, unread));
        if (client.Version != InfluxVersion.V1)
            InfluxLog.NoRollups(logger, options.Server);
        return answer;
    }

    private async Task<InfluxAnswer> SendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        var answer = await client.WriteAsync(LineWriter.Compress(lines.Span), cancellationToken);
        var refused = new RefusedLines(client);
        var tooOld = answer.TooOld;
        if (answer.Outcome is InfluxOutcome.Refused or InfluxOutcome.TooLarge)
        {
            answer = await refused.SendHalvesAsync(lines, answer, cancellationToken);
            tooOld = refused.TooOld;
        }

        if (answer.Outcome != InfluxOutcome.Done)
            return answer;
        foreach (var (line, why) in refused.Found)
            InfluxLog.PointRefused(logger, options.Server, line, why);
        if (tooOld > 0)
            InfluxLog.TooOld(logger, options.Server, tooOld);
        Volatile.Write(ref _pointsRefused, _pointsRefused + refused.Found.Count + tooOld);
        return answer;
    }

    /// <summary>Tells once when it begins and once when it is over.</summary>
    private void Note(InfluxAnswer answer)
    {
        var problem = answer.Outcome == InfluxOutcome.Done ? null : answer.Text;
        if (problem is null != _problem is null)
            _since = time.GetUtcNow();
        Volatile.Write(ref _problem, problem);
        if (problem is null)
            stores.Server?.Took();
        else
            stores.Server?.Refused(problem);
        _isStuck &= problem is not null;
        if (problem is not null && !_isTold)
            InfluxLog.Away(logger, options.Server, problem, InfluxLimits.AwaySeconds);
        else if (problem is null && _isTold)
            InfluxLog.Back(logger, options.Server);
        _isTold = problem is not null;
    }
}
