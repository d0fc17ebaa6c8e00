using System.Buffers;
using System.Security.Cryptography;

namespace Ioc.Dashboard.Broadcasting;

/// <summary>
/// Broadcast audio by content hash, under <c>media/</c> of the data directory. A file is there whole or not at all: written aside, flushed
/// to disk, renamed. The same audio is stored once, and a name never means other bytes.
/// </summary>
internal sealed class MediaStore(DashboardOptions options)
{
    private const string Extension = ".wav";
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly string _directory = Path.Combine(Path.GetFullPath(options.DataDirectory), "media");

    /// <summary>The hash, which with <c>.wav</c> is the name.</summary>
    public async Task<string> PutAsync(ReadOnlyMemory<byte> wav, CancellationToken cancellationToken)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(wav.Span));
        string target = Path.Combine(_directory, hash + Extension);
        if (File.Exists(target)) return hash;
        Directory.CreateDirectory(_directory);
        string aside = Path.Combine(_directory, $"{hash}.{Guid.NewGuid():N}.part");
        try
        {
            await using (var file = new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous))
            {
                await file.WriteAsync(wav, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(aside, target, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }

        return hash;
    }

    public static string PathOf(string hash) => $"/media/{hash}{Extension}";

    /// <summary>The file behind a name, or null. Only our own names are looked up, so no path of a stranger reaches the file system.</summary>
    public FileInfo? Find(string name)
    {
        if (!IsName(name)) return null;
        var file = new FileInfo(Path.Combine(_directory, name));
        return file.Exists ? file : null;
    }

    private static bool IsName(string name) =>
        name.Length == 64 + Extension.Length && name.EndsWith(Extension, StringComparison.Ordinal) && name.AsSpan(0, 64).IndexOfAnyExcept(HexDigits) < 0;
}
