using System.Globalization;

namespace Ioc.Silo.Provisioning;

/// <summary>
/// How a certificate is named: <c>sha256:HEX</c> (its fingerprint), <c>uri:…</c>, <c>dns:…</c>, <c>email:…</c> (its subject alternative names) or
/// <c>cn:…</c> (its common name). The device edge writes them, people type them, one form for both.
/// </summary>
public static class CertificateIdentity
{
    private static readonly string[] Kinds = ["sha256:", "uri:", "dns:", "email:", "cn:"];

    /// <summary>The one form, or null with what is wrong in words. Fingerprints may be typed as tools print them, with colons and capitals.</summary>
    public static string? Normalise(string? text, out string problem)
    {
        problem = "write sha256:FINGERPRINT, uri:NAME, dns:NAME, email:NAME or cn:NAME, as the certificate has it";
        text = text?.Trim();
        if (text is null || text.Length > ProvisioningLimits.CertificateIdentityCharsMax || text.Any(char.IsControl)
            || Kinds.FirstOrDefault(kind => text.StartsWith(kind, StringComparison.OrdinalIgnoreCase)) is not { } kind || text.Length == kind.Length)
            return null;
        var name = text[kind.Length..].Trim();
        if (kind == "sha256:")
        {
            name = name.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant();
            if (name.Length != 64 || !name.All(char.IsAsciiHexDigit))
            {
                problem = string.Create(CultureInfo.InvariantCulture, $"a SHA-256 fingerprint has 64 hexadecimal digits, this one {name.Length}");
                return null;
            }
        }
        else if (kind is "dns:" or "email:")
        {
            name = name.ToLowerInvariant();
        }

        problem = "";
        return kind + name;
    }
}
