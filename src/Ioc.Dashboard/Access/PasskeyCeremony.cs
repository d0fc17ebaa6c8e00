using System.Buffers.Text;
using Ioc.Silo.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ioc.Dashboard.Access;

/// <summary>Asks for a signature and verifies it, with ASP.NET Core Identity's implementation of WebAuthn. The device must have verified its user (finger, face, PIN): so it is both factors.</summary>
internal sealed class PasskeyCeremony : IDisposable
{
    private readonly PasskeyStore _store;
    private readonly UserManager<Account> _users;
    private readonly PasskeyHandler<Account> _handler;
    private readonly IPasskeys _passkeys;
    private readonly TimeProvider _time;

    public PasskeyCeremony(IAccounts accounts, IPasskeys passkeys, TimeProvider time, ILogger<UserManager<Account>> logger)
    {
        (_passkeys, _time) = (passkeys, time);
        _store = new PasskeyStore(accounts, passkeys);
        // Of all that a user manager does only the store is needed here.
        _users = new UserManager<Account>(_store, Options.Create(new IdentityOptions()), null!, [], [], null!, new IdentityErrorDescriber(), null!, logger);
        _handler = new PasskeyHandler<Account>(_users, Options.Create(new IdentityPasskeyOptions { UserVerificationRequirement = "required", ResidentKeyRequirement = "preferred", ValidateOrigin = context => ValueTask.FromResult(IsOurs(context)) }));
    }

    /// <summary>
    /// The page that the browser saw must be on the very host that the key is bound to. Both are signed, and the handler holds the key's host against the
    /// request's: so a page on another name of the same domain gains nothing by relaying a signature, whatever headers it sends with it.
    /// </summary>
    internal static bool IsOurs(PasskeyOriginValidationContext context) =>
        !context.CrossOrigin && Uri.TryCreate(context.Origin, UriKind.Absolute, out Uri? page)
        && (page.Scheme == Uri.UriSchemeHttps || page.IsLoopback) && string.Equals(page.Authority, context.HttpContext.Request.Host.Value, StringComparison.OrdinalIgnoreCase);

    /// <summary>What the browser is asked in order to add one, and what must be kept until it answers.</summary>
    public async Task<(string Options, string? State)> BeginAsync(HttpContext http, Account account)
    {
        var entity = new PasskeyUserEntity { Id = PasskeyStore.Handle(account.UserName), Name = account.UserName, DisplayName = account.FullName.Length > 0 ? account.FullName : account.UserName };
        PasskeyCreationOptionsResult made = await _handler.MakeCreationOptionsAsync(entity, http);
        return (made.CreationOptionsJson, made.AttestationState);
    }

    /// <summary>Null: it does not hold.</summary>
    public async Task<Passkey?> VerifyNewAsync(HttpContext http, Account account, string label, string credential, string? state)
    {
        PasskeyAttestationResult result = await _handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = http, CredentialJson = credential, AttestationState = state });
        if (!result.Succeeded || result.UserEntity.Id != PasskeyStore.Handle(account.UserName)) return null;
        UserPasskeyInfo info = result.Passkey;
        return new Passkey(
            Base64Url.EncodeToString(info.CredentialId), account.UserName, label, info.PublicKey, info.SignCount, info.Transports ?? [], info.IsBackupEligible, info.IsBackedUp,
            _time.GetUtcNow(), null);
    }

    /// <param name="http">Where from.</param>
    /// <param name="account">Null: whoever it turns out to be.</param>
    public async Task<(string Options, string? State)> AskAsync(HttpContext http, Account? account)
    {
        PasskeyRequestOptionsResult made = await _handler.MakeRequestOptionsAsync(account, http);
        return (made.RequestOptionsJson, made.AssertionState);
    }

    /// <summary>Whose signature it is; null: it does not hold.</summary>
    public async Task<Account?> VerifyAsync(HttpContext http, string credential, string? state, CancellationToken cancellationToken)
    {
        PasskeyAssertionResult<Account> result = await _handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = http, CredentialJson = credential, AssertionState = state });
        if (!result.Succeeded || result.User.IsDisabled || _passkeys.Find(Base64Url.EncodeToString(result.Passkey.CredentialId)) is not { } passkey) return null;
        await _passkeys.NoteUseAsync(passkey with { SignCount = result.Passkey.SignCount, IsBackedUp = result.Passkey.IsBackedUp, UsedAt = _time.GetUtcNow() }, cancellationToken);
        return result.User;
    }

    public void Dispose()
    {
        _users.Dispose();
        _store.Dispose();
    }
}
