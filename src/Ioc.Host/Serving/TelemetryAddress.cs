using Ioc.Silo.Influx;

namespace Ioc.Host.Serving;

/// <summary>The time-series server's address with what the settings say about it; its secret is never in the address: that is seen in process lists and logs.</summary>
internal static class TelemetryAddress
{
    public const string SecretVariable = "IOC_TELEMETRY_SECRET";

    /// <summary>Null where there is no address, or with what is wrong added to <paramref name="errors"/>.</summary>
    public static InfluxOptions? TryRead(string? address, ServeSettings settings, List<string> errors)
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

        return options with
        {
            Secret = settings.TelemetrySecretFile is { } file ? SecretFile.TryRead("telemetrySecretFile", file, errors) : Environment.GetEnvironmentVariable(SecretVariable),
            RetentionDays = settings.TelemetryServerRetentionDays ?? options.RetentionDays,
            HoursRetentionDays = settings.TelemetryServerHoursRetentionDays ?? options.HoursRetentionDays,
            OutboxRowsMax = settings.TelemetryWaitingRowsMax ?? options.OutboxRowsMax,
        };
    }
}
