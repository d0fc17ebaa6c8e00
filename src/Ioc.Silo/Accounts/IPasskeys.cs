namespace Ioc.Silo.Accounts;

public interface IPasskeys
{
    /// <summary>By age.</summary>
    IReadOnlyList<Passkey> Of(string userName);

    Passkey? Find(string id);

    /// <summary>Adds one; every other session than <paramref name="exceptSession"/> ends. False: no such account, too many, or the id is taken.</summary>
    Task<bool> AddAsync(Passkey passkey, string? exceptSession, CancellationToken cancellationToken);

    /// <summary>After a sign-in: count and time.</summary>
    Task NoteUseAsync(Passkey passkey, CancellationToken cancellationToken);

    /// <summary>False: this account has no such one.</summary>
    Task<bool> RemoveAsync(string userName, string id, CancellationToken cancellationToken);
}
