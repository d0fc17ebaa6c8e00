using System.Collections.Frozen;

namespace Ioc.Dashboard.Access;

/// <summary>
/// Asks the identity provider. Where its keys and tokens are stands in its own description, so somebody else's word would decide whom this server calls: only the authority
/// and the hosts of the settings are asked, by HTTPS (or as the authority is), and no redirect is followed.
/// </summary>
internal sealed class ProviderBackchannel(IdentityProvider provider) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    private readonly FrozenSet<string> _hosts = provider.Hosts.Append(provider.Authority.Authority).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri is { } address && _hosts.Contains(address.Authority) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == provider.Authority.Scheme)
            ? base.SendAsync(request, cancellationToken)
            : throw new HttpRequestException($"{request.RequestUri?.Authority} is neither identityProvider.authority nor among identityProvider.hosts.");
}
