using Ioc.Silo.Influx;

namespace Ioc.Host.Serving;

/// <summary>The time-series server's address with its secret, which is never in the address: that is seen in process lists and logs.</summary>
internal static class TelemetryAddress
{
    public const string SecretVariable = "IOC_TELEMETRY_SECRET";

    /// <summary>A token has some 90 characters; a larger file is the wrong file.</summary>
    private const int SecretBytesMax = 4_096;

    /// <summary>Null where there is no address, or with what is wrong added to <paramref name="errors"/>.</summary>
    public static InfluxOptions? TryRead(string? address, string? secretFile, List<string> errors)
    {
        if (address is null)
        {
            return null;
        }

        if (!InfluxOptions.TryParse(address, out var options, out var problem))
        {
            errors.Add($"--telemetry: {problem}");
            return null;
        }

        return options with { Secret = secretFile is null ? Environment.GetEnvironmentVariable(SecretVariable) : ReadSecret(secretFile, errors) };
    }

    private static string? ReadSecret(string file, List<string> errors)
    {
        try
        {
            if (new FileInfo(file).Length <= SecretBytesMax && File.ReadLines(file).FirstOrDefault()?.Trim() is { Length: > 0 } secret)
            {
                return secret;
            }

            errors.Add($"telemetrySecretFile {file}: its first line must be the password or token.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            errors.Add($"telemetrySecretFile {file} can't be read: {fault.Message}");
        }

        return null;
    }
}
