using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Ioc.Silo.Accounts;

/// <summary>256 random bits that are shown once; only their SHA-256 is kept, which needs no salt, because nobody guesses 256 bits.</summary>
public static class Secret
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is kept, as lower-case hexadecimal. Lookups compare it, which a stranger can't steer byte by byte.</summary>
    public static string Key(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
