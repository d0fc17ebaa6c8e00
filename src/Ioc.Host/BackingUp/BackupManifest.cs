using System.Text.Json;

namespace Ioc.Host.BackingUp;

/// <summary>What a backup consists of: <c>backup.json</c>, written last, so that a directory without it is no backup.</summary>
/// <param name="Version">Of ioc.</param>
/// <param name="TakenAt">When the copying began; everything acknowledged before is in it.</param>
/// <param name="Files">Every file with its size and hash.</param>
internal sealed record BackupManifest(string Version, DateTimeOffset TakenAt, IReadOnlyList<BackupFile> Files)
{
    public const string FileName = "backup.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public long Bytes => Files.Sum(file => file.Bytes);

    /// <summary>Null, with what is wrong, where there is no whole backup.</summary>
    public static BackupManifest? TryRead(string directory, out string problem)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            problem = "";
            var manifest = JsonSerializer.Deserialize<BackupManifest>(File.ReadAllBytes(path), Json);
            if (manifest?.Files is { Count: > 0 } files && files.All(file => IsInside(directory, file.Name)))
                return manifest;
            problem = $"{path} names no files, or files outside the backup: it was not written by `ioc backup`.";
        }
        catch (FileNotFoundException)
        {
            problem = $"{directory} holds no whole backup: {FileName} is missing, which is written last. Take another one.";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            problem = $"{path} can't be read: {fault.Message}";
        }

        return null;
    }

    public void Write(string directory)
    {
        using var file = new FileStream(Path.Combine(directory, FileName), FileMode.CreateNew, FileAccess.Write);
        JsonSerializer.Serialize(file, this, Json);
        file.Flush(flushToDisk: true);
    }

    /// <summary>A backup comes from elsewhere: it must not be able to name a file beyond its directory.</summary>
    private static bool IsInside(string directory, string name) =>
        name.Length > 0 && !Path.IsPathRooted(name)
        && Path.GetFullPath(Path.Combine(directory, name)).StartsWith(Path.GetFullPath(directory) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
