using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Ioc.Dashboard.Access;

/// <summary>
/// What anybody asks of the server is paid for from two buckets, the account's and the address's, so that one script cannot take the series
/// store or the disk from everybody else. An address has more, because a whole centre may sit behind one.
/// </summary>
internal sealed class CostLimiter(DashboardOptions options) : IDisposable
{
    private const int AccountsPerAddress = 10;

    private readonly PartitionedRateLimiter<string> _accounts = PerMinute(options.CostPerMinute);
    private readonly PartitionedRateLimiter<string> _addresses = PerMinute(options.CostPerMinute * AccountsPerAddress);

    /// <summary>The account first: what one account is refused takes nothing from the others behind its address.</summary>
    public bool TryTake(HttpContext http, CallCost cost)
    {
        using RateLimitLease account = _accounts.AttemptAcquire(http.Features.Get<Caller>()?.Name ?? "", cost.Units);
        if (!account.IsAcquired) return false;
        if (!cost.SharesAddress) return true;
        using RateLimitLease address = _addresses.AttemptAcquire(ClientNetwork.Of(http.Connection.RemoteIpAddress).ToString(), cost.Units);
        return address.IsAcquired;
    }

    public void Dispose()
    {
        _accounts.Dispose();
        _addresses.Dispose();
    }

    private static PartitionedRateLimiter<string> PerMinute(int units) => PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = units,
            TokensPerPeriod = Math.Max(1, units / 60),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        }));
}
