namespace Ioc.Silo.Accounts;

/// <summary>Bounds of accounts and what belongs to them, with their reasons.</summary>
internal static class AccountsLimits
{
    /// <summary>A province has some hundred communes with a few people each.</summary>
    public const int AccountsMax = 20_000;

    /// <summary>More roles of one person are a mistake.</summary>
    public const int GrantsMax = 100;

    /// <summary>Systems of one account; each has a token or two.</summary>
    public const int TokensPerAccountMax = 100;

    /// <summary>Browsers of one person; then the one unused for longest is signed out.</summary>
    public const int SessionsPerAccountMax = 50;

    /// <summary>Security keys and phones of one person.</summary>
    public const int PasskeysPerAccountMax = 10;

    /// <summary>As many as fit on a card in a purse.</summary>
    public const int RecoveryCodes = 10;

    /// <summary>How often the last use of a session or token is written: a write for every request would cost a disk flush each.</summary>
    public const int UseWrittenMinutes = 10;

    /// <summary>Browsers in which one person has signed in, remembered so that others' guesses do not slow the person.</summary>
    public const int KnownBrowsersMax = 20;

    /// <summary>Open invitations: all people of a province at once.</summary>
    public const int InvitationsMax = 20_000;

    public const int FullNameLengthMax = 100;
}
