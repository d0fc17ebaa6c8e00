using System.Security.Cryptography;
using Ioc.Host.Terminals;
using Ioc.Silo.Storage;

namespace Ioc.Host.BackingUp;

/// <summary>Copies a file, or reads it, and says what it was: one pass over the bytes.</summary>
internal static class HashedCopy
{
    private const int ChunkBytes = 1024 * 1024;

    /// <summary>Copies what the file holds now, although it may be growing, and returns when the copy, its owner's alone, is on disk.</summary>
    public static Task<BackupFile> CopyAsync(string from, string to, string name, IProgressMark progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = ChunkBytes };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = PrivateFile.Mode;
        }

        return ReadAsync(from, new FileStream(to, options), name, progress, cancellationToken);
    }

    public static Task<BackupFile> HashAsync(string path, string name, IProgressMark progress, CancellationToken cancellationToken) =>
        ReadAsync(path, null, name, progress, cancellationToken);

    private static async Task<BackupFile> ReadAsync(string from, FileStream? target, string name, IProgressMark progress, CancellationToken cancellationToken)
    {
        await using (target)
        {
            await using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, ChunkBytes);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var chunk = new byte[ChunkBytes];
            long bytes = 0;
            for (int read; (read = await source.ReadAsync(chunk, cancellationToken)) > 0; bytes += read)
            {
                hash.AppendData(chunk, 0, read);
                if (target is not null)
                {
                    await target.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
                }

                progress.Advance(read);
            }

            target?.Flush(flushToDisk: true);
            return new BackupFile(name, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
    }
}
