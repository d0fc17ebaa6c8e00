namespace Ioc.Host.Serving;

/// <summary>A secret that stands in a file of its own, because command lines and settings files are read by more people than should know it.</summary>
internal static class SecretFile
{
    /// <summary>A token has some 90 characters; a larger file is the wrong file.</summary>
    private const int BytesMax = 4_096;

    /// <summary>The first line; null, with what is wrong added to <paramref name="errors"/>.</summary>
    public static string? TryRead(string setting, string file, List<string> errors)
    {
        try
        {
            if (new FileInfo(file).Length <= BytesMax && File.ReadLines(file).FirstOrDefault()?.Trim() is { Length: > 0 } secret)
            {
                return secret;
            }

            errors.Add($"{setting} {file}: its first line must be the password or token.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            errors.Add($"{setting} {file} can't be read: {fault.Message}");
        }

        return null;
    }
}
