using Ioc.Silo.Influx;

namespace Ioc.Host.Serving;

/// <summary>The time-series server's address with its secret, which is never in the address: that is seen in process lists and logs.</summary>
internal static class TelemetryAddress
{
    public const string SecretVariable = "IOC_TELEMETRY_SECRET";

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

        return options with { Secret = secretFile is null ? Environment.GetEnvironmentVariable(SecretVariable) : SecretFile.TryRead("telemetrySecretFile", secretFile, errors) };
    }
}
