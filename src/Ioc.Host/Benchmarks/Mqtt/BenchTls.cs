using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ioc.Host.Benchmarks.Mqtt;

/// <summary>A TLS listener of a child, with a certificate of its own for one measurement, as the two PEM files that brokers read.</summary>
internal sealed record BenchTls(IPEndPoint Address, string CertificateFile, string KeyFile)
{
    public const string HostName = "localhost";

    public static BenchTls Prepare(string directory, TimeProvider time)
    {
        // P-256, as new devices use: a handshake with RSA would measure RSA.
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={HostName}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(HostName);
        request.CertificateExtensions.Add(names.Build());
        var now = time.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var tls = new BenchTls(FreePort.Next(), Path.Combine(directory, "server.crt"), Path.Combine(directory, "server.key"));
        File.WriteAllText(tls.CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(tls.KeyFile, key.ExportPkcs8PrivateKeyPem());
        return tls;
    }

    /// <summary>This certificate and no other.</summary>
    public X509ChainPolicy Trust()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(CertificateFile));
        return policy;
    }
}
