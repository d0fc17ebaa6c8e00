using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Ioc.Mqtt.Client;

/// <summary>
/// How a client trusts and shows certificates. The server's is always validated; who has a private authority names its file. Files are read at
/// each connection, so that a renewed certificate is used at the next one. Revocation is not asked for: private authorities rarely publish it,
/// and a list that can't be fetched must not cut off a province.
/// </summary>
public sealed record ClientTls
{
    /// <summary>PEM file with the authorities to trust, instead of the system's; null: the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>The name that the server's certificate must have; null: the host.</summary>
    public string? ServerName { get; init; }

    /// <summary>PEM file with the client's certificate and its chain; null: none is shown.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file with the certificate's key, not encrypted.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Everything wrong, in words; empty when this can be used.</summary>
    public IReadOnlyList<string> Errors()
    {
        var errors = new List<string>();
        if (CaFile is not null && !File.Exists(CaFile)) errors.Add($"The file of trusted authorities, {CaFile}, does not exist.");
        if ((CertificateFile is null) != (KeyFile is null)) errors.Add("A client certificate needs both files, the certificate and its key.");
        if (CertificateFile is not null && !File.Exists(CertificateFile)) errors.Add($"The client certificate, {CertificateFile}, does not exist.");
        if (KeyFile is not null && !File.Exists(KeyFile)) errors.Add($"The client certificate's key, {KeyFile}, does not exist.");
        return errors;
    }

    internal SslClientAuthenticationOptions ToAuthentication(string host) => new()
    {
        TargetHost = ServerName ?? host,
        CertificateChainPolicy = CaFile is null ? null : TrustOnly(CaFile),
        ClientCertificateContext = CertificateFile is null ? null : Certificate(CertificateFile, KeyFile!),
    };

    private static X509ChainPolicy TrustOnly(string caFile)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(caFile);
        return policy;
    }

    private static SslStreamCertificateContext Certificate(string certificateFile, string keyFile)
    {
        // Through PKCS 12 and back: some platforms can't use a key that exists in memory only.
        using X509Certificate2 pem = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificateFile);
        return SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }
}
