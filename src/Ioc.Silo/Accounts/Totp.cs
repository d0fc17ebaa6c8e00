using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ioc.Silo.Accounts;

/// <summary>Time-based one-time passwords, RFC 6238: HMAC-SHA1, steps of 30 seconds, six digits, which is what every app knows.</summary>
public static class Totp
{
    private const int StepSeconds = 30;
    private const int SecretBytes = 20;
    private const int Digits = 6;

    /// <summary>Steps before and after the present one that are taken too: a phone's clock is seldom half a minute off.</summary>
    private const int Window = 1;

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>For people who type it.</summary>
    public static string Text(byte[] secret) => Base32.Encode(secret);

    /// <summary>For apps that scan it.</summary>
    public static string Uri(byte[] secret, string issuer, string userName) =>
        $"otpauth://totp/{System.Uri.EscapeDataString(issuer)}:{System.Uri.EscapeDataString(userName)}?secret={Text(secret)}&issuer={System.Uri.EscapeDataString(issuer)}";

    public static string Code(byte[] secret, DateTimeOffset at) => CodeOf(secret, StepOf(at));

    /// <summary>The step whose code this is, later than <paramref name="lastStep"/>; null: none. Every step is looked at, so the time tells nothing.</summary>
    internal static long? Match(byte[] secret, string code, DateTimeOffset now, long lastStep)
    {
        long? matched = null;
        var given = Encoding.ASCII.GetBytes(code.Replace(" ", "", StringComparison.Ordinal));
        for (var step = StepOf(now) - Window; step <= StepOf(now) + Window; step++)
        {
            var same = CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(CodeOf(secret, step)));
            if (same & step > lastStep)
                matched ??= step;
        }

        return matched;
    }

    private static long StepOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    private static string CodeOf(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[20];
        // SHA-1 is the algorithm's: as a keyed hash of a counter it is not broken, and apps ignore a request for another.
#pragma warning disable CA5350
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 15)..]) & int.MaxValue;
        return (number % 1_000_000).ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0');
    }
}
