using System.Globalization;
using System.Security.Cryptography;

namespace Ioc.Silo.Accounts;

/// <summary>
/// PBKDF2-SHA256 with a salt per password, kept as <c>pbkdf2-sha256$rounds$salt$hash</c>: the rounds may rise later, and old hashes keep
/// working.
/// Rejected: ASP.NET Core's <c>PasswordHasher</c> (decision 12).
/// </summary>
internal static class PasswordHash
{
    private const string Name = "pbkdf2-sha256";
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    public static string Make(string password, int rounds)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA256, HashBytes);
        return string.Create(CultureInfo.InvariantCulture, $"{Name}${rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }

    public static bool Matches(string password, string stored)
    {
        var parts = stored.Split('$');
        if (parts is not [Name, var roundsText, var saltText, var hashText] ||
            !int.TryParse(roundsText, CultureInfo.InvariantCulture, out var rounds))
            return false;
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, Convert.FromBase64String(saltText), rounds, HashAlgorithmName.SHA256, HashBytes);
        return CryptographicOperations.FixedTimeEquals(hash, Convert.FromBase64String(hashText));
    }

    /// <summary>0: not a hash of ours.</summary>
    public static int RoundsOf(string stored) =>
        stored.Split('$') is [Name, var rounds, _, _] && int.TryParse(rounds, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
