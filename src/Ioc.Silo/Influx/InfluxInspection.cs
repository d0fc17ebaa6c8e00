using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ioc.Silo.Influx;

/// <summary>What a time-series server says when it is only looked at, for <c>ioc doctor</c>: nothing is made or written.</summary>
/// <param name="Server">What it calls itself; empty: it did not say.</param>
/// <param name="Found">What was found of the place where telemetry goes.</param>
/// <param name="Problem">What is wrong and what to do; null: nothing.</param>
public sealed record InfluxInspection(string Server, string Found, string? Problem)
{
    public static async Task<InfluxInspection> OfAsync(InfluxOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        using var client = new InfluxClient(options, time, NullLogger.Instance);
        var answer = await client.DetectAsync(cancellationToken);
        var place = new InfluxDatabase(client, options, mayChange: false);
        if (answer.Outcome == InfluxOutcome.Done)
            answer = await place.PrepareAsync(cancellationToken);
        if (answer.Outcome == InfluxOutcome.Done && client.Version == InfluxVersion.V1)
            answer = await client.ProbeAsync(cancellationToken);
        if (answer.Outcome == InfluxOutcome.Done && client.Version != InfluxVersion.VictoriaMetrics && await client.ProbeReadingAsync(cancellationToken) is { Outcome: not InfluxOutcome.Done } unread)
            return new InfluxInspection(client.VersionText, "", $"{options.Server} {WriteOnly(client, options, unread)}");
        return new InfluxInspection(client.VersionText, string.Join("; ", [FoundAt(client, options), .. place.Lacks]), answer.Outcome switch
        {
            InfluxOutcome.Done => null,
            InfluxOutcome.Unauthorised => $"{options.Server} refuses the user or token ({answer.Text}): check IOC_TELEMETRY_SECRET or telemetrySecretFile",
            InfluxOutcome.NotThere when client.Version == InfluxVersion.V2 => $"{answer.Text}: have its administrator make it, or name another in --telemetry; telemetry waits in telemetry.db meanwhile",
            InfluxOutcome.NotThere => $"{answer.Text}: the server makes the database at its start where it may; make it{Granted(options)}, or name another in --telemetry",
            _ => $"{options.Server} can't be used ({answer.Text}): start it, or correct --telemetry; telemetry waits in telemetry.db meanwhile and nothing is lost",
        });
    }

    /// <summary>Rows of telemetry.db that its server does not have yet, and the start of the oldest, Unix milliseconds.</summary>
    public static (long Rows, long? OldestMs) Waiting(SqliteConnection telemetry) => TelemetryOutbox.Waiting(telemetry);

    /// <summary>Whether a time-series server was ever reached from this telemetry.db, and not given up since: it may hold what telemetry.db does not.</summary>
    public static bool IsFed(SqliteConnection telemetry) => TelemetryOutbox.IsFed(telemetry);

    /// <summary>What is wrong with a place that can only be written to, and what to do.</summary>
    internal static string WriteOnly(InfluxClient client, InfluxOptions options, InfluxAnswer answer) => client.Version == InfluxVersion.V1
        ? $"takes what is written to the database '{options.Database}' and answers no questions about it ({answer.Text}): let the user read it too{Granted(options)}; "
        + "series older than telemetry.db can't be shown until then"
        : $"takes what is written to the bucket {InfluxText.Bucket(options)} and answers no questions about it ({answer.Text}): let the token read it, and in 2.x map a database of "
        + "its name to it (influx v1 dbrp create); series older than telemetry.db can't be shown until then";

    private static string FoundAt(InfluxClient client, InfluxOptions options) => client.Version switch
    {
        InfluxVersion.V1 => $"has the database '{options.Database}' and lets us write and read there",
        InfluxVersion.V2 => $"lets us write to the bucket {InfluxText.Bucket(options)} and read there",
        _ => "takes what is written to it, and answers no questions",
    };

    private static string Granted(InfluxOptions options) =>
        options.UserName is { } user ? $" (GRANT ALL ON {InfluxText.Name(options.Database)} TO {InfluxText.Name(user)})" : "";
}
