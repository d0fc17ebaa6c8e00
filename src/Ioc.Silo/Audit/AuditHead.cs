using System.Globalization;
using System.Text;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Audit;

/// <summary>
/// The chain's end, kept outside of the table: the last row's number and hash, sealed. A chain whose last rows were cut off is sound in itself;
/// only this file knows that there was more. It is written after each commit, so it may lag behind the table, never be ahead of it.
/// </summary>
internal sealed record AuditHead(long Number, byte[] Sha256)
{
    public const string FileName = "audit.head";

    public static string PathIn(string directory) => Path.Combine(directory, FileName);

    /// <summary>Null, with what is wrong, where there is none that this key sealed.</summary>
    public static AuditHead? TryRead(string directory, AuditSeal seal, out string problem)
    {
        problem = "";
        try
        {
            var words = File.ReadAllText(PathIn(directory)).TrimEnd('\n').Split(' ');
            if (words is [var number, var hash, var sealed_] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
                && seal.Fits(Encoding.ASCII.GetBytes($"{number} {hash}"), Convert.FromHexString(sealed_)))
                return new AuditHead(parsed, Convert.FromHexString(hash));
            problem = $"{FileName} is not what this server wrote: its seal does not fit";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException)
        {
            problem = $"{FileName} can't be read: {fault.Message}";
        }

        return null;
    }

    public void Write(string directory, AuditSeal seal)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Number} {Convert.ToHexStringLower(Sha256)}");
        PrivateFile.Write(PathIn(directory), $"{text} {Convert.ToHexStringLower(seal.Of(Encoding.ASCII.GetBytes(text)))}");
    }
}
