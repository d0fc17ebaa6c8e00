using System.Text;
using Ioc.Silo;
using Ioc.Silo.Exports;
using Ioc.Silo.Series;

namespace Ioc.Dashboard.Tests.Fakes;

/// <summary>Writes what it was asked.</summary>
internal sealed class FakeExport : ITelemetryExport
{
    /// <summary>Set: after its first bytes an export goes on for ever.</summary>
    public bool IsEndless { get; set; }

    /// <summary>Set: who holds the beginning does not answer.</summary>
    public bool IsAway { get; set; }

    public async Task WriteBucketsAsync(SeriesQuery query, ExportForm form, Stream target, CancellationToken cancellationToken)
    {
        await WriteAsync("buckets", query, form, target);
        if (!IsEndless) return;
        await target.FlushAsync(cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    public Task WritePointsAsync(SeriesQuery query, ExportForm form, Stream target, CancellationToken cancellationToken) =>
        IsAway ? throw new SiloUnavailableException("The time-series server does not answer: nothing came within 15 s") : WriteAsync("points", query, form, target);

    private static Task WriteAsync(string what, SeriesQuery query, ExportForm form, Stream target) =>
        target.WriteAsync(Encoding.UTF8.GetBytes($"{what} {form} {string.Join('+', query.DeviceIds.Concat(query.Metrics))}")).AsTask();
}
