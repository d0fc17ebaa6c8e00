using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ioc.Mqtt.Tests.Rig;

/// <summary>A certificate authority of the test's own, and the files of what it issues.</summary>
internal sealed class CertificateIssuer : IDisposable
{
    public const string ServerUse = "1.3.6.1.5.5.7.3.1";
    public const string ClientUse = "1.3.6.1.5.5.7.3.2";

    // TLS reads the machine's clock; the certificates are valid around any day this test may run.
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ioc-tls-");
    private int _serial;

    public CertificateIssuer(string name = "test authority")
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _root = request.CreateSelfSigned(From, Until);
        File.WriteAllText(AuthorityFile, _root.ExportCertificatePem());
    }

    public string AuthorityFile => In("ca.pem");

    public string CertificateFile => In("server.pem");

    public string KeyFile => In("server.key");

    public string In(string name) => Path.Combine(_directory.FullName, name);

    /// <summary>Writes a certificate for 127.0.0.1 to <see cref="CertificateFile"/> and <see cref="KeyFile"/>; its serial tells which it is.</summary>
    public string WriteServer()
    {
        using X509Certificate2 certificate = Issue("127.0.0.1", ServerUse);
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return certificate.SerialNumber;
    }

    public X509Certificate2 Issue(string name, string use, bool isExpired = false)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 issued = request.Create(_root, From, isExpired ? From.AddDays(1) : Until, [1, (byte)++_serial]);
        using X509Certificate2 withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    public void Dispose()
    {
        _root.Dispose();
        _key.Dispose();
        _directory.Delete(recursive: true);
    }
}
