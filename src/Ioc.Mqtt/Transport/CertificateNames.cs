using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Ioc.Mqtt.Transport;

/// <summary>
/// What a verified client certificate is called beside its common name: its SHA-256 fingerprint, which names this one certificate, and its subject
/// alternative names (RFC 5280, 4.2.1.6), which outlive a renewal.
/// </summary>
internal static class CertificateNames
{
    private const string AlternativeNamesOid = "2.5.29.17";

    /// <summary>A certificate with more names than this is no device's.</summary>
    private const int CountMax = 16;

    private static readonly Asn1Tag Email = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag Dns = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag Uri = new(TagClass.ContextSpecific, 6);

    public static IReadOnlyList<string> Of(X509Certificate? certificate)
    {
        if (certificate is null) return [];
        using var known = new X509Certificate2(certificate);
        List<string> names = ["sha256:" + known.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant()];
        foreach (X509Extension extension in known.Extensions)
            if (extension.Oid?.Value == AlternativeNamesOid) names.AddRange(AlternativeNames(extension.RawData));
        return [.. names.Take(CountMax)];
    }

    private static List<string> AlternativeNames(byte[] encoded)
    {
        var names = new List<string>();
        try
        {
            AsnReader sequence = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
            while (sequence.HasData)
            {
                Asn1Tag tag = sequence.PeekTag();
                string? kind = tag.HasSameClassAndValue(Uri) ? "uri:" : tag.HasSameClassAndValue(Dns) ? "dns:" : tag.HasSameClassAndValue(Email) ? "email:" : null;
                if (kind is null) sequence.ReadEncodedValue();
                else names.Add(kind + Folded(kind, sequence.ReadCharacterString(UniversalTagNumber.IA5String, tag)));
            }
        }
        catch (Exception fault) when (fault is AsnContentException or DecoderFallbackException)
        {
            // An authority we trust signed it, and still it is no list of names: it names nobody.
            return [];
        }

        return names;
    }

    /// <summary>Host names and mail addresses are the same in capitals (RFC 5280, 7.2); a URI's path is not.</summary>
    private static string Folded(string kind, string name) => kind == "uri:" ? name : name.ToLowerInvariant();
}
