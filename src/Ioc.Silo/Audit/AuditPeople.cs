using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Audit;

/// <summary>
/// Which account a pseudonym stands for. Rows can't be changed, so they hold no names: a pseudonym is a hash over the name and a random salt that
/// is kept here only. Forgetting a person deletes name and salt, after which the pseudonym can't be guessed back; exchanging two names is found,
/// because they no longer give their pseudonyms.
/// </summary>
internal static class AuditPeople
{
    private const int SaltBytes = 16;
    private const int PseudonymBytes = 16;

    public static string PseudonymOf(SqliteConnection connection, SqliteTransaction transaction, string accountName)
    {
        var name = Normalise(accountName);
        if (Find(connection, name, transaction) is { } known)
            return known;
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var pseudonym = Commit(name, salt);
        connection.Execute("INSERT INTO audit_people (pseudonym, name, salt) VALUES (@pseudonym, @name, @salt)", new { pseudonym, name, salt }, transaction);
        return pseudonym;
    }

    public static string? Find(SqliteConnection connection, string accountName, SqliteTransaction? transaction = null) =>
        connection.QuerySingleOrDefault<string>(
            "SELECT pseudonym FROM audit_people WHERE name = @name", new { name = Normalise(accountName) }, transaction);

    public static void Forget(SqliteConnection connection, SqliteTransaction transaction, string pseudonym) =>
        connection.Execute("DELETE FROM audit_people WHERE pseudonym = @pseudonym", new { pseudonym }, transaction);

    public static Dictionary<string, string> Names(SqliteConnection connection, SqliteTransaction? transaction = null) =>
        connection.Query<(string Pseudonym, string Name)>("SELECT pseudonym, name FROM audit_people", transaction: transaction)
            .ToDictionary(person => person.Pseudonym, person => person.Name, StringComparer.Ordinal);

    /// <summary>What is wrong with the first person that does not give the pseudonym it stands under; null: all do.</summary>
    public static string? FindExchanged(SqliteConnection connection, SqliteTransaction transaction)
    {
        foreach (var (pseudonym, name, salt) in connection.Query<(string, string, byte[])>(
            "SELECT pseudonym, name, salt FROM audit_people ORDER BY pseudonym", transaction: transaction))
            if (Commit(name, salt) != pseudonym)
                return $"the name that stands for pseudonym {pseudonym} is not the one it was made from";
        return null;
    }

    private static string Commit(string name, byte[] salt) =>
        Convert.ToHexStringLower(SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(name)])[..PseudonymBytes]);

    private static string Normalise(string name) => name.Trim().ToLowerInvariant();
}
