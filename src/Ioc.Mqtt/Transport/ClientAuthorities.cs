using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ioc.Mqtt.Transport;

/// <summary>The authorities whose client certificates count, and nobody else: what this machine trusts for the web is not asked.</summary>
internal sealed class ClientAuthorities
{
    /// <summary>Extended key usage "client authentication": a web server's certificate of the same authority is no device's.</summary>
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    private const string CommonNameOid = "2.5.4.3";

    private readonly X509Certificate2Collection _roots;

    private ClientAuthorities(X509Certificate2Collection roots) => _roots = roots;

    /// <exception cref="CryptographicException">There is no certificate in the file.</exception>
    public static ClientAuthorities Read(string file)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(file);
        return roots.Count > 0 ? new ClientAuthorities(roots) : throw new CryptographicException($"{file} holds no certificate.");
    }

    /// <summary>True without a certificate: a client may have a password instead. Revocation is the registry's matter: a device is removed there.</summary>
    public bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? received, SslPolicyErrors errors)
    {
        if (certificate is null) return true;
        using var presented = new X509Certificate2(certificate);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(ClientAuthentication);
        // What the client sent along to lead from its certificate to an authority.
        if (received is not null) chain.ChainPolicy.ExtraStore.AddRange(received.ChainPolicy.ExtraStore);
        return chain.Build(presented);
    }

    /// <summary>The one common name of the subject; null when there is none or more than one, because nobody could say which is meant.</summary>
    public static string? CommonName(X509Certificate? certificate)
    {
        if (certificate is null) return null;
        using var known = new X509Certificate2(certificate);
        string? name = null;
        foreach (X500RelativeDistinguishedName part in known.SubjectName.EnumerateRelativeDistinguishedNames())
        {
            if (part.HasMultipleElements || part.GetSingleElementType().Value != CommonNameOid) continue;
            if (name is not null) return null;
            name = part.GetSingleElementValue();
        }

        return name;
    }
}
