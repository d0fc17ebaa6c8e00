using Ioc.Dashboard;

namespace Ioc.Host.Serving;

/// <summary>The province's identity provider, in the settings file.</summary>
internal sealed record IdentityProviderSettings
{
    /// <summary>Its issuer, as <c>https://dangnhap.tinh.example.vn/realms/can-bo</c>.</summary>
    public string? Authority { get; init; }

    /// <summary>Other hosts at which it keeps keys and tokens, as <c>token.tinh.example.vn</c>; default none.</summary>
    public IReadOnlyList<string>? Hosts { get; init; }

    public string? ClientId { get; init; }

    /// <summary>File whose first line is the client's secret; none: a public client.</summary>
    public string? ClientSecretFile { get; init; }

    /// <summary>The claim with the user name; default preferred_username.</summary>
    public string? NameClaim { get; init; }

    /// <summary>The provider's word (acr) for a sign-in with a second factor; none: it says so by itself (amr with mfa), or the person is asked here.</summary>
    public string? SecondFactorAcr { get; init; }

    /// <summary>What the button says; default the authority's host.</summary>
    public string? Label { get; init; }

    /// <summary>Null where nothing is configured, or with what is wrong added to <paramref name="errors"/>.</summary>
    public static IdentityProvider? TryRead(IdentityProviderSettings? settings, List<string> errors)
    {
        if (settings is null)
        {
            return null;
        }

        if (!Uri.TryCreate(settings.Authority, UriKind.Absolute, out var authority) || (authority.Scheme != "https" && !(authority.Scheme == "http" && authority.IsLoopback)))
        {
            errors.Add($"identityProvider.authority '{settings.Authority}' must be an https address; http is for this machine only.");
            return null;
        }

        if (string.IsNullOrWhiteSpace(settings.ClientId))
        {
            errors.Add("identityProvider.clientId is missing: it is what this centre is called there.");
            return null;
        }

        var provider = new IdentityProvider { Authority = authority, ClientId = settings.ClientId, Label = settings.Label ?? authority.Host };
        return provider with
        {
            ClientSecret = settings.ClientSecretFile is { } file ? SecretFile.TryRead("identityProvider.clientSecretFile", file, errors) : null,
            Hosts = settings.Hosts ?? provider.Hosts,
            NameClaim = settings.NameClaim ?? provider.NameClaim,
            SecondFactorAcr = settings.SecondFactorAcr,
        };
    }
}
