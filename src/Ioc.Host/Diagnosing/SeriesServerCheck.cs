using Ioc.Host.Calling;
using Ioc.Host.Serving;
using Ioc.Silo.Influx;

namespace Ioc.Host.Diagnosing;

internal static class SeriesServerCheck
{
    /// <summary>As a server on this directory would find it: from its settings file. What was given on a command line only, nobody knows here.</summary>
    public static async Task<Finding> FindAsync(DataDirectory directory, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = new List<string>();
        if (ServeSettings.TryRead(directory.In("ioc.json"), mustExist: false, out var problem) is not { } settings)
        {
            return Finding.Problem($"{problem}: correct the settings file, the next start refuses it");
        }

        if (TelemetryAddress.TryRead(settings.Telemetry, settings.TelemetrySecretFile, errors) is not { } options)
        {
            return errors.Count > 0
                ? Finding.Problem($"ioc.json: {string.Join(' ', errors)}")
                : Finding.Ok("telemetry is kept in telemetry.db alone (ioc.json names no time-series server)");
        }

        var found = await InfluxInspection.OfAsync(options, time, cancellationToken);
        return found.Problem is { } trouble ? Finding.Problem($"telemetry: {trouble}") : Finding.Ok($"telemetry: {found.Server} at {options.Server} {found.Found}");
    }
}
