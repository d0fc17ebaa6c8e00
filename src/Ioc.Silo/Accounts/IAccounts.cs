namespace Ioc.Silo.Accounts;

/// <summary>People and systems that may call the people's edge.</summary>
public interface IAccounts
{
    /// <summary>Checks a password (PBKDF2, constant time, also for unknown users). Null: refused.</summary>
    Task<Account?> SignInAsync(string userName, string password, CancellationToken cancellationToken);

    /// <summary>Finds the account a bearer token belongs to; only hashes are stored. Null: unknown, revoked or expired.</summary>
    Account? FindByToken(string token);

    /// <summary>Makes a token (256 random bits, base64url) for an account; returned once.</summary>
    Task<string> CreateTokenAsync(string userName, string label, CancellationToken cancellationToken);

    /// <summary>Adds a user or sets its password and role.</summary>
    Task PutUserAsync(string userName, string password, AccountRole role, CancellationToken cancellationToken);

    Task<Account?> FindUserAsync(string userName, CancellationToken cancellationToken);

    /// <summary>True once any account exists.</summary>
    Task<bool> AnyAsync(CancellationToken cancellationToken);
}
