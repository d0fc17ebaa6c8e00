using System.Security.Cryptography;
using Ioc.Gateway.OutsideBroker;
using Ioc.Host.Calling;
using Ioc.Mqtt;
using Ioc.Mqtt.Client;
using Ioc.Silo.Storage;

namespace Ioc.Host.Serving;

/// <summary>
/// <c>outsideBroker</c> in the settings file: who we are towards the broker of <c>--mqtt</c>, and whom we trust. The password is in none of these,
/// since a command line and a settings file are read by many: it comes from the environment or a file of its own.
/// </summary>
internal sealed record OutsideBrokerSettings
{
    public const string PasswordVariable = "IOC_MQTT_PASSWORD";

    /// <summary>Made at the first start, kept with the journal: the two together are what recognises a message that comes again.</summary>
    private const string ClientIdFile = "mqtt.client-id";

    /// <summary>mqtt://HOST, mqtts://HOST, ws://HOST/PATH or wss://HOST/PATH; <c>--mqtt</c> goes before it.</summary>
    public string? Address { get; init; }

    /// <summary>Default: made up once and kept in DIR.</summary>
    public string? ClientId { get; init; }

    public string? UserName { get; init; }

    /// <summary>A file whose first line is the password.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>PEM file of the authorities to trust, instead of the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>The name in the broker's certificate, where it is not the host.</summary>
    public string? ServerName { get; init; }

    /// <summary>PEM files of our own certificate and its key.</summary>
    public string? CertificateFile { get; init; }

    public string? KeyFile { get; init; }

    /// <summary>"5.0" (default) or "3.1.1".</summary>
    public string? Version { get; init; }

    /// <summary>False: no shared subscription; for brokers that know none.</summary>
    public bool? Shared { get; init; }

    /// <summary>Gateways of the same group share the load; default ioc.</summary>
    public string? ShareGroup { get; init; }

    /// <summary>Null, and perhaps errors: there is no outside broker.</summary>
    public static OutsideBrokerOptions? TryRead(OutsideBrokerSettings? settings, string? argument, string dataDirectory, List<string> errors)
    {
        if ((argument ?? settings?.Address) is not { } text)
        {
            if (settings is not null)
            {
                errors.Add("outsideBroker in the settings has no address, and --mqtt is not given.");
            }

            return null;
        }

        if (!BrokerAddress.TryParse(text, out var address, out var problem))
        {
            errors.Add($"--mqtt: {problem}");
            return null;
        }

        return (settings ?? new OutsideBrokerSettings()).ToOptions(address, dataDirectory, errors);
    }

    private OutsideBrokerOptions ToOptions(BrokerAddress address, string dataDirectory, List<string> errors)
    {
        if (Version is not (null or "5.0" or "3.1.1"))
        {
            errors.Add($"outsideBroker.version '{Version}' is neither 5.0 nor 3.1.1.");
        }

        var options = new OutsideBrokerOptions
        {
            Address = address,
            ClientId = ClientId ?? KeptClientId(new DataDirectory(dataDirectory)),
            UserName = UserName,
            Password = ReadPassword(errors),
            Tls = CaFile is null && ServerName is null && CertificateFile is null && KeyFile is null
                ? null
                : new ClientTls { CaFile = CaFile, ServerName = ServerName, CertificateFile = CertificateFile, KeyFile = KeyFile },
            Version = Version == "3.1.1" ? ProtocolVersion.V311 : ProtocolVersion.V500,
        };
        options = options with { SharesLoad = Shared ?? options.SharesLoad, ShareGroup = ShareGroup ?? options.ShareGroup };
        errors.AddRange(options.Errors());
        return options;
    }

    private string? ReadPassword(List<string> errors)
    {
        if (PasswordFile is null)
        {
            return Environment.GetEnvironmentVariable(PasswordVariable);
        }

        try
        {
            if (File.ReadLines(PasswordFile).FirstOrDefault() is { Length: > 0 } password)
            {
                return password;
            }

            errors.Add($"outsideBroker.passwordFile {PasswordFile}: its first line must be the password.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            errors.Add($"outsideBroker.passwordFile {PasswordFile} can't be read: {fault.Message}");
        }

        return null;
    }

    private static string KeptClientId(DataDirectory directory)
    {
        var file = directory.In(ClientIdFile);
        if (!File.Exists(file))
        {
            PrivateFile.MakeDirectory(directory.Path);
            PrivateFile.Write(file, $"ioc-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}");
        }

        return File.ReadAllText(file).Trim();
    }
}
