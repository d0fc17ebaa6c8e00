using System.Diagnostics.Metrics;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Sizes;

/// <summary>Sizes for people and for the metrics, read again when they are some seconds old.</summary>
internal sealed class CachedSizes : ITelemetrySizes, IDisposable
{
    /// <summary>A page that is open asks every few seconds, several of them more often than sizes change.</summary>
    private static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(10);

    private readonly TelemetryDatabase _database;
    private readonly StoreOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Meter _meter = new(SiloMetrics.MeterName);
    private TelemetrySizes? _sizes;
    private long _readAt;

    public CachedSizes(TelemetryDatabase database, StoreOptions options, TimeProvider time)
    {
        (_database, _options, _time) = (database, options, time);
        _meter.CreateObservableGauge(
            "ioc.telemetry.size", () => Read().Levels.Select(level => new Measurement<long>(level.Bytes, new KeyValuePair<string, object?>("level", level.Name))),
            "By", "Bytes that stored telemetry takes, by level.");
        _meter.CreateObservableGauge("ioc.telemetry.full_in", () => Read().FullInDays ?? -1, "{day}", "Days until the disk is full at the present rate; -1: never, or not known yet.");
    }

    public TelemetrySizes Read()
    {
        lock (_gate)
        {
            if (_sizes is null || _time.GetElapsedTime(_readAt) > AgeMax)
            {
                using var connection = _database.CreateConnection();
                _sizes = SizesOfDatabase.Read(connection, _database.Path, _options, _time.GetUtcNow());
                _readAt = _time.GetTimestamp();
            }

            return _sizes;
        }
    }

    public void Dispose() => _meter.Dispose();
}
