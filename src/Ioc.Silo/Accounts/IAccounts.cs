namespace Ioc.Silo.Accounts;

/// <summary>People and systems that may call the people's edge. Names are normalised on the way in (<see cref="AccountRules.Normalise"/>).</summary>
public interface IAccounts
{
    /// <summary>True once any account exists.</summary>
    bool Any { get; }

    /// <summary>By name.</summary>
    IReadOnlyList<Account> All { get; }

    /// <summary>Null: unknown. A disabled account is found too.</summary>
    Account? Find(string userName);

    /// <summary>Checks a password (PBKDF2; as long for unknown users). Null: refused, or disabled. A hash of fewer rounds is made anew.</summary>
    Task<Account?> CheckPasswordAsync(string userName, string password, CancellationToken cancellationToken);

    /// <summary>
    /// The person whom the identity provider calls by <paramref name="subject"/> (its issuer and subject, OpenID Connect Core 2): the account it is pinned
    /// to, or the one of this name that nobody came to from there yet, pinned from now on. A password that somebody else sets or sends a link for
    /// takes the pin away, and so does a reset of the second factors.
    /// Null: nobody; or disabled, a system, or another's.
    /// </summary>
    Task<Account?> EnterFromProviderAsync(string subject, string? userName, CancellationToken cancellationToken);

    /// <summary>False: there is one of this name. Without a password it is a system's.</summary>
    /// <exception cref="ArgumentException">What is wrong with the name, password or grants, in words.</exception>
    Task<bool> AddAsync(NewAccount account, CancellationToken cancellationToken);

    /// <summary>False: unknown.</summary>
    /// <param name="userName">Whose.</param>
    /// <param name="password">The new one.</param>
    /// <param name="mustChange">Its owner chooses another before anything else.</param>
    /// <param name="ownSession">Where its owner chose it: that session stays, and so does the pin at the identity provider. Null: it was somebody else, or came
    /// by a link; every session ends, and the pin.</param>
    /// <param name="cancellationToken">Only while waiting.</param>
    Task<bool> SetPasswordAsync(string userName, string password, bool mustChange, string? ownSession, CancellationToken cancellationToken);

    /// <summary>Open connections end, so that they come back with the new rights.</summary>
    /// <param name="userName">Whose.</param>
    /// <param name="grants">All its roles from now on.</param>
    /// <param name="needsFactor">Whether an account's roles need a second factor: the time to enrol one runs from when they begin to, and from nothing else.</param>
    /// <param name="cancellationToken">Only while waiting.</param>
    Task<AccountChange> SetGrantsAsync(string userName, IReadOnlyList<Grant> grants, Func<Account, bool> needsFactor, CancellationToken cancellationToken);

    /// <summary>Disabling ends sessions, connections and the invitations it gave.</summary>
    Task<AccountChange> SetDisabledAsync(string userName, bool isDisabled, CancellationToken cancellationToken);

    /// <summary>Erases the account and everything kept of it but the audit.</summary>
    Task<AccountChange> RemoveAsync(string userName, CancellationToken cancellationToken);

    Task NoteSignInAsync(string userName, string? address, CancellationToken cancellationToken);
}
