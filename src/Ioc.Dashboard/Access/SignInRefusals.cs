using Ioc.Dashboard.Auditing;
using Ioc.Silo.Accounts;
using Ioc.Silo.Audit;
using Microsoft.AspNetCore.Http;

namespace Ioc.Dashboard.Access;

/// <summary>
/// Writes refused sign-ins into the audit. One that names an account is always written; the throttle bounds those. One that names nobody costs a stranger
/// nothing, so only so many are written as show that it happens, and how many were left out stands in the next.
/// </summary>
internal sealed class SignInRefusals(IAuditLog audit, IAccounts accounts, TimeProvider time)
{
    private const string Nobody = "";

    private readonly RefusalBudget _nameless = new(time, DashboardLimits.NamelessRefusalsPerMinute);

    /// <param name="http">Where from.</param>
    /// <param name="userName">As typed: kept only where there is such an account, because what else is typed there is often a password. Null: none.</param>
    public async Task WriteAsync(HttpContext http, string? userName)
    {
        AuditSubject? subject = userName is not null && accounts.Find(userName) is { } account ? AuditSubject.Account(account.UserName) : null;
        long leftOut = 0;
        if (subject is null && !_nameless.TryTake(Nobody, out leftOut)) return;
        // A stranger's own words are no reason.
        string? why = leftOut > 0 ? $"{leftOut} more, of nobody known, were not written" : null;
        await audit.AppendAsync(http.Entry(AuditActions.SignInRefused, subject) with { Outcome = AuditOutcome.Refused, Why = why }, CancellationToken.None);
    }
}
