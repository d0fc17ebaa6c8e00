using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Hosting;

namespace Ioc.Dashboard.Metrics;

/// <summary>
/// Listens to our meters ("Ioc.*") and to the framework's about Kestrel, requests, SignalR's connections and the runtime, and writes them
/// when asked. Observable instruments are read only then.
/// </summary>
internal sealed class MeterCollector : IHostedService, IDisposable
{
    private static readonly string[] FrameworkMeters =
        ["Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http.Connections", "System.Runtime"];

    private readonly ConcurrentDictionary<Instrument, MeterInstrument> _instruments = new();

    /// <summary>Two meters may publish the same name (two web servers in one process): a name is one family, and they add up in it.</summary>
    private readonly ConcurrentDictionary<string, MeterInstrument> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly Lock _writing = new();

    public MeterCollector()
    {
        _listener.InstrumentPublished = Published;
        _listener.MeasurementsCompleted = (instrument, _) => _instruments.TryRemove(instrument, out MeterInstrument? _);
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<float>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<short>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<byte>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((instrument, value, tags, _) => Record(instrument, (double)value, tags));
        _listener.Start();
    }

    /// <summary>It listens from construction on; being a hosted service constructs it before the first request.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();

    public string Write()
    {
        // Two scrapes at once would each forget what the other just observed.
        lock (_writing)
        {
            foreach ((Instrument instrument, MeterInstrument kept) in _instruments)
            {
                if (instrument.IsObservable) kept.Forget();
            }

            _listener.RecordObservableInstruments();
            var text = new StringBuilder(64 * 1024);
            long dropped = 0;
            foreach (MeterInstrument family in _families.Values.OrderBy(one => one.Name, StringComparer.Ordinal)) dropped += family.Write(text);
            text.Append("# HELP ioc_metrics_dropped_total Measurements left out because their instrument has too many label sets.\n");
            text.Append("# TYPE ioc_metrics_dropped_total counter\n");
            PrometheusText.AppendLine(text, "ioc_metrics_dropped_total", "", dropped);
            return text.ToString();
        }
    }

    private void Published(Instrument instrument, MeterListener listener)
    {
        bool wanted = instrument.Meter.Name.StartsWith("Ioc.", StringComparison.Ordinal) || FrameworkMeters.Contains(instrument.Meter.Name);
        if (!wanted || _families.Count >= MetricsLimits.InstrumentsMax) return;
        var made = new MeterInstrument(instrument);
        MeterInstrument family = _families.GetOrAdd(made.Name, made);
        if (family.Shape != made.Shape) return;
        _instruments.TryAdd(instrument, family);
        listener.EnableMeasurementEvents(instrument);
    }

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_instruments.TryGetValue(instrument, out MeterInstrument? kept)) kept.Record(value, tags);
    }
}
