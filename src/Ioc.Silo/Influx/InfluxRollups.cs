using System.Globalization;
using Dapper;
using Ioc.Devices;
using Ioc.Silo.Series;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Influx;

/// <summary>
/// Hours on an InfluxDB 1.x, added up by the server itself into a retention policy of their own, once an hour is wholly forwarded. Adding up
/// again gives the same points, so a crash, or rows that come late for an hour, only mean doing it again from there. The mark is in telemetry.db.
/// </summary>
internal sealed class InfluxRollups(InfluxClient client, InfluxOptions options, TelemetryDatabase database)
{
    public const string Policy = "ioc_hours";

    private const long NotLoaded = long.MinValue;

    private long _doneMs = NotLoaded;
    private volatile bool _isOff;

    /// <summary>The server has no policy for hours, and we may not make one there.</summary>
    public bool IsOff
    {
        get => _isOff;
        set => _isOff = value;
    }

    /// <summary>Hours before this are added up, as far as anything was stored in them; <see cref="long.MinValue"/>: this server has none.</summary>
    public long DoneMs => client.Version == InfluxVersion.V1 && !IsOff ? Volatile.Read(ref _doneMs) : long.MinValue;

    /// <summary>Rows from this time on went to the server: hours since then have to be added up again.</summary>
    public void NoteSent(long startMs)
    {
        Load();
        if (GroupBlock.HourOf(startMs) < _doneMs)
            Store(GroupBlock.HourOf(startMs));
    }

    /// <summary>Adds up one hour that is over, when nothing waits to be sent; null: there is none.</summary>
    public async Task<InfluxAnswer?> StepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (client.Version != InfluxVersion.V1 || IsOff)
            return null;
        Load();
        var overMs = GroupBlock.HourOf(now.ToUnixTimeMilliseconds() - SeriesLimits.CompactionLagMs);
        if (NextHour(_doneMs) is not { } hourMs || hourMs >= overMs)
            return null;
        foreach (var kind in DeviceKinds.All)
        {
            var (answer, result) = await client.QueryAsync(Statement(kind, hourMs), cancellationToken);
            result?.Dispose();
            if (answer.Outcome != InfluxOutcome.Done)
                return answer;
        }

        Store(hourMs + GroupBlock.HourMs);
        return InfluxAnswer.Done;
    }

    private string Statement(DeviceKind kind, long hourMs)
    {
        var name = InfluxText.Name(options.Database);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT count(*), min(*), max(*), sum(*), last(*) INTO {name}.\"{Policy}\".\"{kind.Word()}\" FROM {name}..\"{kind.Word()}\" " +
            $"WHERE time >= {hourMs}ms AND time < {hourMs + GroupBlock.HourMs}ms GROUP BY time(1h), device, kind, unit");
    }

    /// <summary>The first hour in which anything is stored, at or after one; those before it were never ours to send.</summary>
    private long? NextHour(long fromMs)
    {
        using var connection = database.CreateConnection();
        return connection.ExecuteScalar<long?>("SELECT MIN(start_ms) FROM telemetry_hours WHERE start_ms >= @fromMs", new { fromMs });
    }

    private void Load()
    {
        if (_doneMs != NotLoaded)
            return;
        using var connection = database.CreateConnection();
        Volatile.Write(ref _doneMs, connection.ExecuteScalar<long?>("SELECT rolled_ms FROM telemetry_forwarding") ?? 0);
    }

    private void Store(long doneMs)
    {
        database.Write((connection, transaction) =>
            connection.Execute("UPDATE telemetry_forwarding SET rolled_ms = @doneMs", new { doneMs }, transaction));
        Volatile.Write(ref _doneMs, doneMs);
    }
}
