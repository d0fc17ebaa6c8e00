using System.Net;
using System.Threading.RateLimiting;

namespace Ioc.Dashboard.Access;

/// <summary>
/// How fast one address may show tokens, invitations and the like: they are 256 random bits, so the limit only stops floods. Passwords, which are guessable, are
/// <see cref="SignInAttempts"/>'s. Behind a reverse proxy all people share its address unless the host is told to trust the forwarded one.
/// </summary>
internal sealed class SignInLimiter : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> _tokens = PerMinute(DashboardLimits.TokenAttemptsPerMinute);

    public bool TryToken(IPAddress? address)
    {
        using RateLimitLease lease = _tokens.AttemptAcquire(address ?? IPAddress.None);
        return lease.IsAcquired;
    }

    public void Dispose() => _tokens.Dispose();

    private static PartitionedRateLimiter<IPAddress> PerMinute(int attempts) => PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetTokenBucketLimiter(ClientNetwork.Of(address), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = attempts,
            TokensPerPeriod = attempts,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        }));
}
