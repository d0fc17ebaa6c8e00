using System.Security.Cryptography;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Audit;

/// <summary>
/// A keyed seal over each row's hash. Anybody can chain hashes anew; who has the database only, a copy or a way to run SQL, cannot seal them: the
/// key lies beside it in a file that only the server's user may read.
/// </summary>
internal sealed class AuditSeal
{
    public const string FileName = "audit.key";

    private const int KeyBytes = 32;
    private readonly byte[] _key;

    private AuditSeal(byte[] key) => _key = key;

    public static bool ExistsIn(string directory) => File.Exists(Path.Combine(directory, FileName));

    public static AuditSeal Make(string directory)
    {
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        PrivateFile.Write(Path.Combine(directory, FileName), Convert.ToHexStringLower(key));
        return new AuditSeal(key);
    }

    /// <exception cref="AuditUnavailableException">The file holds no key.</exception>
    public static AuditSeal Open(string directory)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            var key = Convert.FromHexString(File.ReadAllText(path).Trim());
            if (key.Length == KeyBytes)
                return new AuditSeal(key);
            throw new AuditUnavailableException($"{path} holds no key of {KeyBytes} bytes: restore it from a backup.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new AuditUnavailableException($"{path} can't be read ({fault.Message}): restore it from a backup.", fault);
        }
    }

    public byte[] Of(ReadOnlySpan<byte> hash) => HMACSHA256.HashData(_key, hash);

    public bool Fits(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> seal) => CryptographicOperations.FixedTimeEquals(Of(hash), seal);
}
