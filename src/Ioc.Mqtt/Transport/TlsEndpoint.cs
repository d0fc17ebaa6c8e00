using System.ComponentModel.DataAnnotations;

namespace Ioc.Mqtt.Transport;

/// <summary>How an <see cref="MqttEndpoint"/> encrypts: TLS 1.2 and 1.3 only.</summary>
public sealed record TlsEndpoint
{
    /// <summary>PEM file with the server's certificate, then its intermediates.</summary>
    public required string CertificateFile { get; init; }

    /// <summary>PEM file with the certificate's private key, not encrypted.</summary>
    public required string KeyFile { get; init; }

    /// <summary>
    /// PEM file with the authorities that sign client certificates; null: none is asked for. A client may come without one; one that is
    /// presented must be valid and lead to one of these authorities, whatever else this machine trusts, or the handshake fails.
    /// </summary>
    public string? ClientAuthoritiesFile { get; init; }

    /// <summary>
    /// Seconds between looks at the files, default 5: a renewed certificate is used without a restart. Connections that are open keep theirs.
    /// </summary>
    [Range(1, 3_600)]
    public int ReloadSeconds { get; init; } = 5;
}
