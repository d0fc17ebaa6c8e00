using System.Net;
using System.Threading.RateLimiting;

namespace Ioc.Dashboard.Access;

/// <summary>
/// How fast one address may try to sign in. Passwords are guessable, so few per minute; tokens are 256 random bits, so the limit only
/// stops floods. Behind a reverse proxy all people share its address unless the host is told to trust the forwarded one.
/// </summary>
internal sealed class SignInLimiter(DashboardOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> _passwords = PerMinute(options.PasswordAttemptsPerMinute);
    private readonly PartitionedRateLimiter<IPAddress> _tokens = PerMinute(DashboardLimits.TokenAttemptsPerMinute);

    public bool TryPassword(IPAddress? address) => Try(_passwords, address);

    public bool TryToken(IPAddress? address) => Try(_tokens, address);

    public void Dispose()
    {
        _passwords.Dispose();
        _tokens.Dispose();
    }

    private static bool Try(PartitionedRateLimiter<IPAddress> limiter, IPAddress? address)
    {
        using RateLimitLease lease = limiter.AttemptAcquire(address ?? IPAddress.None);
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<IPAddress> PerMinute(int attempts) => PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetTokenBucketLimiter(ClientNetwork.Of(address), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = attempts,
            TokensPerPeriod = attempts,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        }));
}
