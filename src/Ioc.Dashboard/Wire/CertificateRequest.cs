namespace Ioc.Dashboard.Wire;

/// <param name="Identity"><c>sha256:FINGERPRINT</c>, <c>uri:</c>, <c>dns:</c>, <c>email:</c> or <c>cn:</c> and the name in the certificate.</param>
internal sealed record CertificateRequest(string Identity);
