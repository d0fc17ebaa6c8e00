using Ioc.Dashboard.Wire;
using Ioc.Silo.Accounts;
using Ioc.Silo.Audit;
using Microsoft.AspNetCore.Http;

namespace Ioc.Dashboard.Access;

/// <summary>
/// What every way of signing in ends with: a new session, always, whatever cookie the browser brought (a planted one is worth nothing), and the
/// old one of the same browser closed.
/// </summary>
internal sealed class SignIns(IAccounts accounts, ISessions sessions, IKnownBrowsers browsers, Callers callers, IAuditLog audit)
{
    public async Task<SessionWire> OpenAsync(HttpContext http, Account account, AccountToken? token, bool hasSecondFactor, CancellationToken cancellationToken, string? way = null)
    {
        string? address = http.Connection.RemoteIpAddress?.ToString();
        if (http.Request.Cookies[SessionCookie.Name] is { Length: > 0 and <= 128 } former && sessions.Use(former) is { } old)
            await sessions.CloseAsync(old.Key, cancellationToken);
        string via = way ?? (token is not null ? $"token {token.Label}" : hasSecondFactor ? "second factor" : "password");
        await audit.AppendAsync(
            new AuditEntry { Actor = AuditActor.Account(account.UserName, via), Address = Auditing.RequestAudit.Address(http), Action = AuditActions.SignedIn }, cancellationToken);
        string secret = await sessions.OpenAsync(
            new NewSession(account.UserName, token?.Id, address, http.Request.Headers.UserAgent.ToString(), hasSecondFactor)
            {
                PreviousAt = account.LastSignInAt, PreviousFrom = account.LastSignInFrom,
            },
            cancellationToken);
        SessionCookie.Send(http.Response, secret, sessions.Lifetime);
        SessionWire answer = SessionWire.Of(callers.Find(new PresentedCredential(secret, null), address)!, callers.FactorDueAt(account));
        if (token is not null) return answer;
        await accounts.NoteSignInAsync(account.UserName, address, cancellationToken);
        if (http.Request.Cookies[BrowserCookie.Name] is not { Length: > 0 and <= 64 } browser || !browsers.Knows(account.UserName, browser))
            BrowserCookie.Send(http.Response, await browsers.RememberAsync(account.UserName, cancellationToken));
        return answer;
    }
}
