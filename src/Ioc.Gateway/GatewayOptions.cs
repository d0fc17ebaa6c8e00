using System.Net;
using Ioc.Gateway.OutsideBroker;
using Ioc.Mqtt;

namespace Ioc.Gateway;

/// <summary>How the device edge listens and what it grants. <see cref="Errors"/> names everything that is wrong at once.</summary>
public sealed record GatewayOptions
{
    /// <summary>Address to listen on; default loopback: opening the edge to a network is a decision, not an accident.</summary>
    public string ListenAddress { get; init; } = "127.0.0.1";

    /// <summary>
    /// Addresses for MQTT where they are others than <see cref="ListenAddress"/>; default none. <c>::</c> listens on all addresses of both
    /// families.
    /// </summary>
    public IReadOnlyList<string> MqttListenAddresses { get; init; } = [];

    /// <summary>Port for plain MQTT, 0 to 65,535; default 1883. 0 lets the system choose (tests), null: none.</summary>
    public int? MqttPort { get; init; } = 1883;

    /// <summary>Port for MQTT over TLS, 1 to 65,535; default null: off. Needs <see cref="TlsCertificateFile"/> and <see cref="TlsKeyFile"/>.</summary>
    public int? MqttTlsPort { get; init; }

    /// <summary>PEM file with the server's certificate chain.</summary>
    public string? TlsCertificateFile { get; init; }

    /// <summary>PEM file with the certificate's private key, not encrypted.</summary>
    public string? TlsKeyFile { get; init; }

    /// <summary>
    /// PEM file with the authorities of device certificates; default null: none is asked for. A device whose valid certificate has its id as
    /// common name then needs no password; it is revoked by removing the device. Without a certificate the password still counts.
    /// </summary>
    public string? TlsClientAuthoritiesFile { get; init; }

    /// <summary>
    /// Networks (<c>10.0.0.0/24</c>) of balancers that say in a PROXY header, version 2, for whom they connect; default none. From there the
    /// header is required, from elsewhere it is malformed.
    /// </summary>
    public IReadOnlyList<string> ProxyNetworks { get; init; } = [];

    /// <summary>Connections, rates and failures one address may have, and what one client may send; the rest of the limits is the gateway's own.</summary>
    public MqttLimits Limits { get; init; } = new();

    /// <summary>
    /// Messages per second that one device may send for long, 1 to 100,000; default 50: fifty times what the contract asks for.
    /// Null: no quota (measurements).
    /// </summary>
    public int? QuotaMessagesPerSecond { get; init; } = 50;

    /// <summary>Messages a device may send at once, 1 to 1,000,000; default 500: a backlog of eight hours at one a minute.</summary>
    public int QuotaBurstMessages { get; init; } = 500;

    /// <summary>Device connections at once, 1 to 10,000,000; default 100,000. The host lowers it to what the process may open.</summary>
    public int ConnectionsMax { get; init; } = 100_000;

    /// <summary>Not null: messages come from this broker instead of devices that connect to ours; nothing is listened on.</summary>
    public OutsideBrokerOptions? OutsideBroker { get; init; }

    /// <summary>Where sessions, their waiting messages and retained messages are kept across a crash; default null: in memory only.</summary>
    public string? MqttStoreDirectory { get; init; }

    /// <summary>Everything wrong with these options, in words; empty when they can be used.</summary>
    public IReadOnlyList<string> Errors()
    {
        List<string> errors = [.. OutsideBroker?.Errors() ?? []];
        if (!IPAddress.TryParse(ListenAddress, out _))
            errors.Add($"ListenAddress '{ListenAddress}' is not an IP address; use 127.0.0.1, 0.0.0.0 or ::.");
        if (MqttPort is < 0 or > 65_535)
            errors.Add($"MqttPort {MqttPort} is outside 0 to 65535.");
        if (QuotaMessagesPerSecond is < 1 or > 100_000)
            errors.Add($"QuotaMessagesPerSecond {QuotaMessagesPerSecond} is outside 1 to 100000.");
        if (QuotaBurstMessages is < 1 or > 1_000_000)
            errors.Add($"QuotaBurstMessages {QuotaBurstMessages} is outside 1 to 1000000.");
        if (ConnectionsMax is < 1 or > 10_000_000)
            errors.Add($"ConnectionsMax {ConnectionsMax} is outside 1 to 10000000.");
        foreach (string address in MqttListenAddresses.Where(one => !IPAddress.TryParse(one, out _)))
            errors.Add($"MqttListenAddresses: '{address}' is not an IP address; use 127.0.0.1, 0.0.0.0 or ::.");
        foreach (string network in ProxyNetworks.Where(one => !IPNetwork.TryParse(one, out _)))
            errors.Add($"ProxyNetworks: '{network}' is not a network; write 10.0.0.0/24 or fd00::/64.");
        errors.AddRange(Limits.Errors());
        AddTlsErrors(errors);
        return errors;
    }

    private void AddTlsErrors(List<string> errors)
    {
        if (MqttTlsPort is null)
        {
            if (TlsCertificateFile is not null || TlsKeyFile is not null || TlsClientAuthoritiesFile is not null)
                errors.Add("TlsCertificateFile, TlsKeyFile or TlsClientAuthoritiesFile is set, but MqttTlsPort is not: nothing would use them.");
            return;
        }

        if (MqttTlsPort is < 1 or > 65_535)
            errors.Add($"MqttTlsPort {MqttTlsPort} is outside 1 to 65535.");
        if (MqttTlsPort is { } tls && tls == MqttPort)
            errors.Add($"MqttTlsPort and MqttPort are both {MqttPort}.");
        if (!File.Exists(TlsCertificateFile))
            errors.Add($"TlsCertificateFile '{TlsCertificateFile}' does not exist; it must be a PEM certificate chain.");
        if (!File.Exists(TlsKeyFile))
            errors.Add($"TlsKeyFile '{TlsKeyFile}' does not exist; it must be the certificate's PEM key.");
        if (TlsClientAuthoritiesFile is not null && !File.Exists(TlsClientAuthoritiesFile))
            errors.Add($"TlsClientAuthoritiesFile '{TlsClientAuthoritiesFile}' does not exist; it must hold the authorities of device certificates as PEM.");
    }
}
