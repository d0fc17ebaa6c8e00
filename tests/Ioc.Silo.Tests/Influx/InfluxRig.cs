using Ioc.Silo.Influx;
using Ioc.Silo.Series;
using Ioc.Silo.Storage;
using Ioc.Silo.Tests.Series;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ioc.Silo.Tests.Influx;

/// <summary>A telemetry store with a forwarder to some server.</summary>
internal sealed class InfluxRig : IDisposable
{
    private readonly TimeProvider _time;
    private long _position;

    public InfluxRig(Uri server, TimeProvider? time = null, long outboxRowsMax = 1_000_000, Func<InfluxOptions, InfluxOptions>? change = null)
    {
        _time = time ?? TimeProvider.System;
        Stores = new StoreWatch(_time, new InfluxOptions { Server = server });
        Options = new InfluxOptions { Server = server, RetentionDays = 3_000, AnswersAlone = true, OutboxRowsMax = outboxRowsMax };
        Options = change?.Invoke(Options) ?? Options;
        Client = new InfluxClient(Options, _time, NullLogger.Instance);
        Rollups = new InfluxRollups(Client, Options, Store.Database);
        Forwarder = NewForwarder();
        Series = new InfluxSeries(Store.Series, Client, Options, Rollups, Store.Database, Store.Registry);
    }

    public StoreWatch Stores { get; }

    public TelemetryFixture Store { get; } = new();

    public InfluxOptions Options { get; }

    public InfluxClient Client { get; }

    public InfluxRollups Rollups { get; }

    public InfluxForwarder Forwarder { get; private set; }

    public InfluxSeries Series { get; }

    /// <summary>One checkpoint with these messages: (device, Unix milliseconds, clients, rtt or none).</summary>
    public void Write(params IEnumerable<(int Handle, long AtMs, double Clients, double? Rtt)> messages)
    {
        var buffer = new PointBuffer();
        foreach (var (handle, atMs, clients, rtt) in messages)
            Assert.True(buffer.TryAdd(handle, atMs, ++_position, rtt is { } value
                ? [new(TelemetryFixture.ClientsMetric, clients), new(TelemetryFixture.RttMetric, value)]
                : [new(TelemetryFixture.ClientsMetric, clients)]));
        Store.Store.Write(_position, [buffer], default);
    }

    /// <summary>Rows that the server does not have yet.</summary>
    public long Waiting()
    {
        using var connection = Store.Database.CreateConnection();
        return TelemetryOutbox.Waiting(connection).Rows;
    }

    /// <summary>The process that forwarded died; another one goes on where it is written that it was.</summary>
    public void RestartForwarder()
    {
        Forwarder.Dispose();
        Forwarder = NewForwarder();
    }

    public void Dispose()
    {
        Forwarder.Dispose();
        Client.Dispose();
        Store.Dispose();
    }

    private InfluxForwarder NewForwarder() =>
        new(Client, Options, Rollups, Store.Database, Store.Registry, _time, Stores, NullLogger<InfluxForwarder>.Instance);
}
