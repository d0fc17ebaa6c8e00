using System.Threading.RateLimiting;
using Ioc.Dashboard.Auditing;
using Ioc.Silo.Accounts;
using Ioc.Silo.Audit;
using Microsoft.AspNetCore.Http;

namespace Ioc.Dashboard.Access;

/// <summary>
/// Writes refused sign-ins into the audit. One that names an account is always written; the throttle bounds those. One that names nobody costs a stranger
/// nothing, so only so many are written as show that it happens, and how many were left out stands in the next.
/// </summary>
internal sealed class SignInRefusals(IAuditLog audit, IAccounts accounts) : IDisposable
{
    private readonly TokenBucketRateLimiter _nameless = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = DashboardLimits.NamelessRefusalsPerMinute,
        TokensPerPeriod = DashboardLimits.NamelessRefusalsPerMinute,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1),
        QueueLimit = 0,
    });

    private long _leftOut;

    /// <param name="http">Where from.</param>
    /// <param name="userName">As typed: kept only where there is such an account, because what else is typed there is often a password. Null: none.</param>
    public async Task WriteAsync(HttpContext http, string? userName)
    {
        AuditSubject? subject = userName is not null && accounts.Find(userName) is { } account ? AuditSubject.Account(account.UserName) : null;
        using RateLimitLease? lease = subject is null ? _nameless.AttemptAcquire() : null;
        if (lease is { IsAcquired: false })
        {
            Interlocked.Increment(ref _leftOut);
            return;
        }

        long leftOut = Interlocked.Exchange(ref _leftOut, 0);
        // A stranger's own words are no reason.
        string? why = leftOut > 0 ? $"{leftOut} more, of nobody known, were not written" : null;
        await audit.AppendAsync(http.Entry(AuditActions.SignInRefused, subject) with { Outcome = AuditOutcome.Refused, Why = why }, CancellationToken.None);
    }

    public void Dispose() => _nameless.Dispose();
}
