using Dapper;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Accounts;

internal sealed class SqliteKnownBrowsers(OperationsDatabase database, TimeProvider time) : IKnownBrowsers
{
    public bool Knows(string userName, string secret)
    {
        using var connection = database.CreateConnection();
        return connection.ExecuteScalar<long>(
            "SELECT count(*) FROM account_browsers WHERE user_name = @name AND sha256 = @hash",
            new { name = AccountRules.Normalise(userName), hash = Convert.FromHexString(Secret.Key(secret)) }) > 0;
    }

    public async Task<string> RememberAsync(string userName, CancellationToken cancellationToken)
    {
        var secret = Secret.New();
        var name = AccountRules.Normalise(userName);
        await database.WriteAsync(
            (connection, transaction) =>
            {
                connection.Execute(
                    "INSERT INTO account_browsers (sha256, user_name, seen_at_ms) VALUES (@hash, @name, @at)",
                    new { hash = Convert.FromHexString(Secret.Key(secret)), name, at = time.GetUtcNow().ToUnixTimeMilliseconds() }, transaction);
                return connection.Execute(
                    """
                    DELETE FROM account_browsers WHERE user_name = @name AND sha256 NOT IN
                      (SELECT sha256 FROM account_browsers WHERE user_name = @name ORDER BY seen_at_ms DESC LIMIT @most)
                    """,
                    new { name, most = AccountsLimits.KnownBrowsersMax }, transaction);
            },
            cancellationToken);
        return secret;
    }
}
