using Dapper;
using Ioc.Silo.Rollups;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Series;

/// <summary>Step 7: points into telemetry.db, a row per 16 devices, hour and write (see <see cref="GroupBlock"/>).</summary>
internal sealed class TelemetryStore : ITelemetryWriter
{
    private readonly TelemetryDatabase _database;
    private readonly RowOrder _order = new();
    private readonly GroupBlockWriter _group = new();
    private readonly HashSet<(int Group, long HourMs)> _hours = [];
    private long _watermark;

    public TelemetryStore(TelemetryDatabase database)
    {
        _database = database;
        using var connection = database.CreateConnection();
        _watermark = connection.ExecuteScalar<long>("SELECT position FROM telemetry_watermark");
    }

    public long Watermark => Volatile.Read(ref _watermark);

    public void Write(long position, IReadOnlyList<PointBuffer> buffers, CancellationToken cancellationToken)
    {
        _database.Write(
            (connection, transaction) =>
            {
                if (position <= Watermark)
                    return 0;

                // Step 7: store the points.
                _order.Fill(buffers, Watermark, position);
                _hours.Clear();
                using (var insert = new BlockInsert(connection))
                    for (var first = 0; first < _order.Count;)
                        first = WriteGroup(first, insert);
                _order.Release();
                TelemetryRollup.NoteLate(connection, transaction, _hours);
                foreach (var hour in _hours.Select(written => written.HourMs).Distinct())
                    connection.Execute("INSERT OR IGNORE INTO telemetry_hours (start_ms) VALUES (@hour)", new { hour }, transaction);
                return connection.Execute("UPDATE telemetry_watermark SET position = @position", new { position }, transaction);
            },
            cancellationToken);
        Volatile.Write(ref _watermark, Math.Max(Watermark, position));
    }

    /// <summary>Writes the rows of the group that begins at <paramref name="first"/>; answers where the next one begins.</summary>
    private int WriteGroup(int first, BlockInsert insert)
    {
        var group = GroupBlock.GroupOf(_order.Handle(first));
        var end = first + 1;
        while (end < _order.Count && GroupBlock.GroupOf(_order.Handle(end)) == group)
            end++;

        // One hour is the rule; two at the full hour; more only when the server's clock was set.
        for (long? hour = NextHour(first, end, null); hour is not null; hour = NextHour(first, end, hour))
            WriteHour(group, first, end, hour.Value, insert);
        return end;
    }

    private long? NextHour(int first, int end, long? after)
    {
        long? next = null;
        for (var index = first; index < end; index++)
            if (GroupBlock.HourOf(_order.Rows(index).At(_order.Row(index))) is var hour && !(hour <= after) && !(hour >= next))
                next = hour;
        return next;
    }

    private void WriteHour(int group, int first, int end, long hour, BlockInsert insert)
    {
        _hours.Add((group, hour));
        long startMs = long.MaxValue, firstPosition = long.MaxValue;
        for (var index = first; index < end; index++)
        {
            var (rows, row) = (_order.Rows(index), _order.Row(index));
            if (GroupBlock.HourOf(rows.At(row)) != hour)
                continue;
            startMs = Math.Min(startMs, rows.At(row));
            firstPosition = Math.Min(firstPosition, rows.Position(row));
        }

        for (var index = first; index < end; index++)
        {
            var (rows, row) = (_order.Rows(index), _order.Row(index));
            if (GroupBlock.HourOf(rows.At(row)) == hour)
                _group.Block.AddMessage(rows.At(row), rows.Metrics(row), rows.Values(row));
            if (index + 1 == end || _order.Handle(index + 1) != _order.Handle(index))
                _group.EndDevice(_order.Handle(index), startMs);
        }

        insert.Run(group, startMs, firstPosition, _group.Finish());
    }
}
