using Dapper;
using Ioc.Silo.Twins;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Checkpoints;

/// <summary>Twins in operations.db: one blob each, in the twin's own versioned form.</summary>
internal static class TwinRows
{
    public static IEnumerable<(int Handle, byte[] State)> LoadAll(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT handle, state FROM twins";
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return (reader.GetInt32(0), reader.GetFieldValue<byte[]>(1));
    }

    public static void Upsert(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<ShardPart> parts)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO twins (handle, state) VALUES (@handle, @state) ON CONFLICT (handle) DO UPDATE SET state = excluded.state";
        var handleParameter = command.Parameters.Add("@handle", SqliteType.Integer);
        var stateParameter = command.Parameters.Add("@state", SqliteType.Blob);
        foreach (var part in parts)
        {
            connection.Execute("DELETE FROM twins WHERE handle = @handle", part.Removed.Select(handle => new { handle }), transaction);
            foreach (var (handle, offset, length) in part.Twins)
            {
                handleParameter.Value = handle;
                stateParameter.Value = part.Bytes.WrittenSpan.Slice(offset, length).ToArray();
                command.ExecuteNonQuery();
            }
        }
    }
}
