namespace Ioc.Silo.Accounts;

/// <summary>Invitations by link. Only hashes are kept; each works once.</summary>
public interface IInvitations
{
    /// <summary>Not expired, by name.</summary>
    IReadOnlyList<Invitation> All();

    /// <summary>Null: unknown, used or expired.</summary>
    Invitation? Find(string secret);

    /// <summary>Answers the link's secret, once. A former invitation of the same name is worth nothing any more.</summary>
    /// <exception cref="ArgumentException">What is wrong, in words.</exception>
    Task<(string Secret, Invitation Invitation)> CreateAsync(
        string userName, string fullName, IReadOnlyList<Grant> grants, string invitedBy, TimeSpan lifetime, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the account, or sets its password, whichever it was made for; null: unknown, used or expired, or the account has come or gone since. Whether who
    /// gave it still may is the caller's to ask.
    /// </summary>
    /// <exception cref="ArgumentException">What is wrong with the password, in words; the invitation stays.</exception>
    Task<Account?> AcceptAsync(string secret, string password, CancellationToken cancellationToken);

    /// <summary>False: unknown.</summary>
    Task<bool> WithdrawAsync(string id, CancellationToken cancellationToken);
}
