using Dapper;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Checkpoints;

/// <summary>The last journal position whose effect operations.db holds: a start replays what comes after it.</summary>
public static class StoredPosition
{
    public static long Of(SqliteConnection operations) => operations.ExecuteScalar<long>("SELECT position FROM engine_watermark WHERE id = 1");
}
