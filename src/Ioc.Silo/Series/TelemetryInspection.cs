using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Series;

/// <summary>Reads every stored point's row and checks its sum: for <c>ioc doctor</c>, also beside a running server.</summary>
/// <param name="Rows">Of raw points and of roll-ups.</param>
/// <param name="Damaged">Rows that are not what was written.</param>
public sealed record TelemetryInspection(long Rows, long Damaged)
{
    public static TelemetryInspection Of(SqliteConnection connection)
    {
        var (rows, damaged) = (0L, 0L);
        foreach (var table in (ReadOnlySpan<string>)["SELECT data FROM telemetry_blocks", "SELECT data FROM telemetry_rollups"])
        {
            using var command = connection.CreateCommand();
            command.CommandText = table;
            using var reader = command.ExecuteReader();
            for (; reader.Read(); rows++)
                damaged += IsWhole(reader.GetFieldValue<byte[]>(0)) ? 0 : 1;
        }

        return new TelemetryInspection(rows, damaged);
    }

    private static bool IsWhole(byte[] data)
    {
        Span<GroupEntry> entries = stackalloc GroupEntry[GroupBlock.Devices];
        try
        {
            GroupBlock.Index(data, entries);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
