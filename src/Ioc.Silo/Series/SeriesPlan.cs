using Dapper;
using Ioc.Silo.Rollups;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Series;

/// <summary>
/// Cuts a query's time so that each stretch is answered by the coarsest level whose step divides the asked one, whole buckets only; its edges by
/// finer levels; and what is not rolled up yet by the raw points. No instant belongs to two stretches, so nothing counts twice.
/// </summary>
internal sealed class SeriesPlan
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly BucketRange _range;
    private readonly long _fromMs;
    private readonly List<(RollupLevel Level, long KeptFromMs)> _levels = [];
    private readonly List<SeriesSegment> _segments = [];

    public SeriesPlan(SqliteConnection connection, SqliteTransaction transaction, BucketRange range, long fromMs)
    {
        (_connection, _transaction, _range, _fromMs) = (connection, transaction, range, fromMs);
        foreach (var level in RollupLevel.All.Reverse().Where(level => range.StepSeconds % level.StepSeconds == 0))
            if (KeptFrom(connection, transaction, level) is { } keptFrom)
                _levels.Add((level, keptFrom));
    }

    /// <summary>The start of the oldest span of a level that is kept; null: it has none yet.</summary>
    public static long? KeptFrom(SqliteConnection connection, SqliteTransaction? transaction, RollupLevel level) => connection.ExecuteScalar<long?>(
        "SELECT MIN(start_ms) FROM telemetry_rollup_spans WHERE level = @level", new { level = level.Number }, transaction);

    /// <summary>For one group of devices, oldest first; valid until the next call.</summary>
    public IReadOnlyList<SeriesSegment> Of(int group)
    {
        var (done, rawFrom) = _levels.Count == 0 ? default : _connection.QueryFirstOrDefault<(long? Done, long? RawFrom)>(
            """
            SELECT MIN(done_ms, COALESCE((SELECT MIN(start_ms) FROM telemetry_late l WHERE l.device_group = @group AND l.start_ms >= r.raw_from_ms), done_ms)), raw_from_ms
            FROM telemetry_rolled r WHERE device_group = @group
            """,
            new { group }, _transaction);
        _segments.Clear();
        Cut(_fromMs, _range.ToMs, 0, done ?? 0, rawFrom ?? long.MinValue);
        return _segments;
    }

    private void Cut(long fromMs, long toMs, int number, long doneMs, long rawFromMs)
    {
        if (fromMs >= toMs)
            return;
        if (number == _levels.Count)
        {
            if (Math.Max(fromMs, rawFromMs) < toMs)
                _segments.Add(new SeriesSegment(null, Math.Max(fromMs, rawFromMs), toMs));
            return;
        }

        var (level, keptFrom) = _levels[number];
        var first = Math.Max(level.Ceiling(fromMs), keptFrom);
        var end = level.Floor(Math.Min(toMs, doneMs));
        if (first >= end)
        {
            Cut(fromMs, toMs, number + 1, doneMs, rawFromMs);
            return;
        }

        Cut(fromMs, first, number + 1, doneMs, rawFromMs);
        _segments.Add(new SeriesSegment(level, first, end));
        Cut(end, toMs, number + 1, doneMs, rawFromMs);
    }
}
