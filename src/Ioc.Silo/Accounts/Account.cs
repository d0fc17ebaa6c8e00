namespace Ioc.Silo.Accounts;

/// <summary>A person or a system, and the roles it has. Immutable; replaced whole when anything changes.</summary>
public sealed record Account(string UserName, IReadOnlyList<Grant> Grants)
{
    /// <summary>One role over the whole centre.</summary>
    public Account(string userName, AccountRole role)
        : this(userName, [new Grant(role)])
    {
    }

    public string FullName { get; init; } = "";

    /// <summary>False: a system, which has tokens only.</summary>
    public bool HasPassword { get; init; }

    /// <summary>Nobody signs in with it, and its tokens do not work.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>Somebody else chose the password: its owner must choose another before anything else.</summary>
    public bool MustChangePassword { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastSignInAt { get; init; }

    /// <summary>The address it came from.</summary>
    public string? LastSignInFrom { get; init; }

    /// <summary>Who it is at the province's identity provider, once somebody came from there: names change hands, this does not. Null: nobody yet.</summary>
    public string? ProviderSubject { get; init; }

    public bool HasTotp { get; init; }

    public int Passkeys { get; init; }

    public int RecoveryCodesLeft { get; init; }

    /// <summary>Since when its roles need a second factor, whether it has one or not: the time to enrol runs from here.</summary>
    public DateTimeOffset FactorFrom { get; init; }

    public bool HasSecondFactor => HasTotp || Passkeys > 0;

    public bool Has(AccountRole role) => Grants.Any(grant => grant.Role == role);
}
