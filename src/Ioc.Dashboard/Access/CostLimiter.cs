using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Ioc.Dashboard.Access;

/// <summary>
/// What costs the server more than a lookup is paid for from two buckets, the account's and the address's, so that one script cannot take the series
/// store or the disk from everybody else. An address has more, because a whole centre may sit behind one.
/// </summary>
internal sealed class CostLimiter(DashboardOptions options) : IDisposable
{
    private const int AccountsPerAddress = 10;

    private readonly PartitionedRateLimiter<string> _accounts = PerMinute(options.CostPerMinute);
    private readonly PartitionedRateLimiter<string> _addresses = PerMinute(options.CostPerMinute * AccountsPerAddress);

    public bool TryTake(HttpContext http, int cost)
    {
        using RateLimitLease address = _addresses.AttemptAcquire(Network(http.Connection.RemoteIpAddress), cost);
        if (!address.IsAcquired) return false;
        using RateLimitLease account = _accounts.AttemptAcquire(http.Features.Get<Caller>()?.Name ?? "", cost);
        return account.IsAcquired;
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

    /// <summary>One IPv6 subscriber has a whole /64: counting single addresses would count nothing.</summary>
    private static string Network(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4().ToString();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes).ToString();
    }
}
