using System.Collections.Frozen;
using Ioc.Devices;
using Ioc.Devices.Telemetry;
using Ioc.Silo.Registry;
using Ioc.Silo.Rollups;
using Ioc.Silo.Series;
using Ioc.Silo.Storage;
using Ioc.Silo.Tests.Journal;
using Ioc.Silo.Tests.Registry;

namespace Ioc.Silo.Tests.Series;

/// <summary>A telemetry store on a real file with a registry of hotspots and sites around it; can be closed and opened again.</summary>
internal sealed class TelemetryFixture : IDisposable, IUnflushedPoints, ICellOrdinals
{
    public const string Clients = "clients";
    public const string Rtt = "rtt_ms";

    /// <summary>Of every third device.</summary>
    public const string OtherCommune = "14761";

    private readonly TempDirectory _directory = new();

    public TelemetryFixture(int devices = 40)
    {
        Options = new StoreOptions { DataDirectory = _directory.Path };
        var byHandle = Enumerable.Range(0, devices + 1)
            .Select(handle => handle == 0 ? null : (handle == 5 ? Some.Site("d5") : Some.Hotspot($"d{handle}")) with { Handle = handle, UnitCode = handle % 3 == 0 ? OtherCommune : Some.Commune.Code }).ToArray();
        Registry = new StillRegistry(new RegistrySnapshot
        {
            Version = 1,
            Units = new[] { Some.Province, Some.Commune, Some.Commune with { Code = OtherCommune } }.ToFrozenDictionary(unit => unit.Code),
            DevicesByHandle = byHandle,
            DevicesById = byHandle.OfType<Device>().ToFrozenDictionary(device => device.Id),
        });
        (Database, Store, Series) = Open();
    }

    public static ushort ClientsMetric { get; } = Metric(DeviceKind.Hotspot, Clients);

    public static ushort RttMetric { get; } = Metric(DeviceKind.Hotspot, Rtt);

    public StoreOptions Options { get; }

    public StillRegistry Registry { get; }

    public TelemetryDatabase Database { get; private set; }

    public TelemetryStore Store { get; private set; }

    public SqliteSeries Series { get; private set; }

    /// <summary>What the engine would have published.</summary>
    public IReadOnlyList<PointBuffer> Buffers { get; set; } = [];

    public IReadOnlyList<string> CellIds(int deviceHandle) => deviceHandle == 5 ? ["2.a", "1"] : [];

    public static ushort Metric(DeviceKind kind, string name) =>
        MetricNames.TryParse(kind, name, ["2.a", "1"], out var metric) ? metric : throw new ArgumentException(name);

    public TelemetryCompaction Compaction { get; private set; } = null!;

    public TelemetryRollup Rollup { get; private set; } = null!;

    /// <summary>Rolls up everything that is over by then.</summary>
    public void RollUp(DateTimeOffset now)
    {
        // A round of all groups ends with an empty step, so two in a row mean that nothing is left.
        for (var idle = 0; idle < 2 + (Registry.Current.DevicesByHandle.Length / 64);)
            idle = Rollup.Step(now, default) == 0 ? idle + 1 : 0;
    }

    /// <summary>The process dies and starts again: whatever was not committed is gone.</summary>
    public void Restart()
    {
        Series.Dispose();
        Database.Dispose();
        (Database, Store, Series) = Open();
    }

    public async Task<SeriesResult> QueryAsync(int handle, string metric, long fromMs, long toMs, int stepSeconds)
    {
        var results = await Series.QueryAsync(Query([$"d{handle}"], [metric], fromMs, toMs, stepSeconds), default);
        return Assert.Single(results);
    }

    public static SeriesQuery Query(IReadOnlyList<string> devices, IReadOnlyList<string> metrics, long fromMs, long toMs, int stepSeconds) => new()
    {
        DeviceIds = devices,
        Metrics = metrics,
        From = DateTimeOffset.FromUnixTimeMilliseconds(fromMs),
        To = DateTimeOffset.FromUnixTimeMilliseconds(toMs),
        StepSeconds = stepSeconds,
    };

    public static PointBuffer Buffer(params IEnumerable<(int Handle, long AtMs, long Position, double Value)> rows)
    {
        var buffer = new PointBuffer();
        foreach (var (handle, atMs, position, value) in rows)
            Assert.True(buffer.TryAdd(handle, atMs, position, [new Point(ClientsMetric, value)]));
        return buffer;
    }

    public void Dispose()
    {
        Series.Dispose();
        Database.Dispose();
        _directory.Dispose();
    }

    private (TelemetryDatabase, TelemetryStore, SqliteSeries) Open()
    {
        var database = new TelemetryDatabase(_directory.Path);
        Compaction = new TelemetryCompaction(database);
        Rollup = new TelemetryRollup(database, Compaction);
        return (database, new TelemetryStore(database), new SqliteSeries(database, Registry, Options, () => this, () => this));
    }
}
