namespace Ioc.Dashboard;

/// <summary>The province's own identity provider: OpenID Connect, authorization code with PKCE. Accounts and roles stay this centre's.</summary>
public sealed record IdentityProvider
{
    /// <summary>Its issuer address; HTTPS, or HTTP on this machine.</summary>
    public required Uri Authority { get; init; }

    /// <summary>Other hosts, with a port where it is not 443, at which it keeps keys and tokens; default none. No others are asked, whatever it says itself.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    public required string ClientId { get; init; }

    /// <summary>Null: a public client, with PKCE alone.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The claim that holds the user name of an account here; default <c>preferred_username</c>.</summary>
    public string NameClaim { get; init; } = "preferred_username";

    /// <summary>The authentication context (claim <c>acr</c>) in which it has asked for a second factor; it is asked for. Null: only <c>amr</c> with "mfa" (RFC 8176) says so.</summary>
    public string? SecondFactorAcr { get; init; }

    /// <summary>What the button says beside "sign in with"; 1 to 60 characters.</summary>
    public required string Label { get; init; }
}
