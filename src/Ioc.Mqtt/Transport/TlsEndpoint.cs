using System.ComponentModel.DataAnnotations;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

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

    /// <summary>From the files as they are now.</summary>
    public SslServerAuthenticationOptions Read()
    {
        using var pem = X509Certificate2.CreateFromPemFile(CertificateFile, KeyFile);
        // Through PKCS 12 and back: some platforms can't use a key that exists in memory only.
        X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(CertificateFile);
        ClientAuthorities? authorities = ClientAuthoritiesFile is { } file ? ClientAuthorities.Read(file) : null;
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true),
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            ClientCertificateRequired = authorities is not null,
            RemoteCertificateValidationCallback = authorities is null ? null : authorities.IsTrusted,
        };
    }
}
