using Ioc.Host.Calling;
using Ioc.Host.Serving;
using Ioc.Silo.Influx;
using Microsoft.Data.Sqlite;

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

        if (TelemetryAddress.TryRead(settings.Telemetry, settings, errors) is not { } options)
        {
            return errors.Count > 0
                ? Finding.Problem($"ioc.json: {string.Join(' ', errors)}")
                : Finding.Ok("ioc.json names no time-series server, so none was asked: what the command line of a server names is not known here");
        }

        var found = await InfluxInspection.OfAsync(options, time, cancellationToken);
        var waiting = Waiting(directory, options);
        return found.Problem is { } trouble ? Finding.Problem($"telemetry: {trouble}{waiting}") : Finding.Ok($"telemetry: {found.Server} at {options.Server} {found.Found}{waiting}");
    }

    private static string Waiting(DataDirectory directory, InfluxOptions options)
    {
        if (!File.Exists(directory.In("telemetry.db")))
        {
            return "";
        }

        try
        {
            using var connection = StoreChecks.Open(directory.In("telemetry.db"));
            var (rows, oldestMs) = InfluxInspection.Waiting(connection);
            return oldestMs is null
                ? ""
                : $"; {rows:N0} rows wait for it, of {options.OutboxRowsMax:N0} that may, the oldest from {DateTimeOffset.FromUnixTimeMilliseconds(oldestMs.Value):yyyy-MM-dd HH:mm} UTC";
        }
        catch (SqliteException fault)
        {
            return $"; what waits for it can't be counted ({fault.Message.TrimEnd('.')})";
        }
    }
}
