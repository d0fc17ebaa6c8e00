using System.Security.Cryptography;

namespace Ioc.Host.Registering;

internal static class GeneratedPassword
{
    /// <summary>Without the letters that look like digits: it is read from a screen and typed into another.</summary>
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>20 of 32 letters are 100 bits.</summary>
    private const int Length = 20;

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);
}
