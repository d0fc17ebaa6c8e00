namespace Ioc.Host.Importing;

internal static class InputFile
{
    /// <summary>The bytes, or what is wrong in words.</summary>
    public static async Task<(byte[]? Bytes, string? Problem)> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        if (!file.Exists)
        {
            return (null, $"{file.FullName} does not exist.");
        }

        if (file.Length > ImportLimits.FileBytesMax)
        {
            return (null, $"{file.FullName} has {file.Length:N0} bytes; at most {ImportLimits.FileBytesMax:N0} are read. Is it the right file?");
        }

        try
        {
            return (await File.ReadAllBytesAsync(file.FullName, cancellationToken), null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, $"{file.FullName} can't be read: {fault.Message}");
        }
    }
}
