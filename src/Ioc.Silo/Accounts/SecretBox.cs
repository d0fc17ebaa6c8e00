using System.Security.Cryptography;
using System.Text;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Accounts;

/// <summary>
/// Secrets that must be read again, such as an authenticator app's, are no hashes. They lie in operations.db encrypted (AES-256-GCM), each bound to its owner's
/// name, under a key in a file beside it that only the server's user may read: who has a copy of the database, or a way to run SQL, has no second factor.
/// </summary>
internal sealed class SecretBox
{
    public const string FileName = "accounts.key";

    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _key;
    private readonly string _path;

    private SecretBox(byte[] key, string path) => (_key, _path) = (key, path);

    /// <summary>Makes the key where there is none.</summary>
    /// <exception cref="InvalidDataException">The file holds no key.</exception>
    public static SecretBox In(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
            PrivateFile.Write(path, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes)));
        var text = File.ReadAllText(path).Trim();
        return text.Length == KeyBytes * 2 && text.All(char.IsAsciiHexDigit)
            ? new SecretBox(Convert.FromHexString(text), path)
            : throw new InvalidDataException($"{path} holds no key of {KeyBytes} bytes: restore it from a backup.");
    }

    public byte[] Seal(string owner, byte[] secret)
    {
        var box = new byte[NonceBytes + TagBytes + secret.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(_key, TagBytes);
        cipher.Encrypt(box.AsSpan(0, NonceBytes), secret, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(owner));
        return box;
    }

    /// <exception cref="InvalidDataException">Sealed under another key, for somebody else, or changed: starting without it would take away a second factor in silence.</exception>
    public byte[] Open(string owner, byte[] box)
    {
        var secret = new byte[Math.Max(0, box.Length - NonceBytes - TagBytes)];
        try
        {
            using var cipher = new AesGcm(_key, TagBytes);
            cipher.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), secret, Encoding.UTF8.GetBytes(owner));
            return secret;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            throw new InvalidDataException($"{_path} does not open the second factor of {owner} in operations.db: restore both from the same backup.", fault);
        }
    }
}
