using System.Buffers.Text;
using Ioc.Silo.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Ioc.Dashboard.Access;

/// <summary>
/// Accounts and their passkeys as ASP.NET Core Identity wants to read them; it verifies what authenticators sign. Identity's own stores and sign-in are
/// not used, so what it would write is refused here.
/// </summary>
internal sealed class PasskeyStore(IAccounts accounts, IPasskeys passkeys) : IUserPasskeyStore<Account>
{
    /// <summary>What authenticators keep instead of a name, which a finder of a security key could read.</summary>
    public static string Handle(string userName) => Secret.Key("passkey " + userName)[..32];

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Task.FromResult(accounts.All.FirstOrDefault(account => !account.IsDisabled && Handle(account.UserName) == userId));

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => Task.FromResult(accounts.Find(normalizedUserName));

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(Handle(user.UserName));

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([.. passkeys.Of(user.UserName).Select(ToInfo)]);

    public Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(passkeys.Find(Base64Url.EncodeToString(credentialId)) is { } passkey ? accounts.Find(passkey.UserName) : null);

    public Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) => Task.FromResult(
        passkeys.Find(Base64Url.EncodeToString(credentialId)) is { } passkey && passkey.UserName == user.UserName ? ToInfo(passkey) : null);

    public Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw NotHere();

    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) => throw NotHere();

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => throw NotHere();

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => throw NotHere();

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => throw NotHere();

    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) => throw NotHere();

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw NotHere();

    public void Dispose()
    {
        // Nothing is held.
    }

    private static UserPasskeyInfo ToInfo(Passkey passkey) => new(
        Base64Url.DecodeFromChars(passkey.Id), passkey.PublicKey, passkey.CreatedAt, passkey.SignCount, [.. passkey.Transports], isUserVerified: true, passkey.IsBackupEligible,
        passkey.IsBackedUp, [], []);

    private static NotSupportedException NotHere() => new("BUG: accounts are changed through IAccounts and IPasskeys.");
}
