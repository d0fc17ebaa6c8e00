using System.Security.Cryptography;
using System.Text;

namespace Ioc.Silo.Provisioning;

/// <summary>
/// Twelve characters in three groups, of an alphabet without 0/O and 1/I/L, so that a code can be typed from a label in the rain: 59 bits, and whoever
/// guesses needs an account and has a few tries a minute.
/// </summary>
public static class ClaimCode
{
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private const int Length = 12;

    public static string Make()
    {
        Span<char> code = stackalloc char[Length];
        foreach (ref var letter in code)
            letter = Alphabet[RandomNumberGenerator.GetInt32(Alphabet.Length)];
        return $"{code[..4]}-{code[4..8]}-{code[8..]}";
    }

    /// <summary>What was typed or scanned as the one form: capitals, no separators. Null: no code.</summary>
    public static string? Normalise(string? typed)
    {
        if (typed is null or { Length: > 64 })
            return null;
        var code = new string([.. typed.ToUpperInvariant().Where(letter => letter is not ('-' or ' '))]);
        return code.Length == Length && code.All(letter => Alphabet.Contains(letter, StringComparison.Ordinal)) ? code : null;
    }

    internal static byte[] Hash(string normalised) => SHA256.HashData(Encoding.ASCII.GetBytes(normalised));
}
