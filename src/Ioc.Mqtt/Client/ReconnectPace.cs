namespace Ioc.Mqtt.Client;

/// <summary>How long to wait before the next attempt; the reasons stand at <see cref="ClientLimits"/>.</summary>
internal sealed class ReconnectPace(ClientLimits limits, Random random)
{
    // 2^16 times the first ceiling is beyond any maximum; further doubling would only overflow.
    private const int DoublingsMax = 16;

    private int _failures;

    /// <param name="fault">Why the last attempt or connection ended.</param>
    /// <param name="held">How long the connection held; zero for a failed attempt.</param>
    public TimeSpan Next(LinkFault fault, TimeSpan held)
    {
        if (held >= TimeSpan.FromSeconds(limits.StableSeconds)) _failures = 0;
        if (fault.NeedsPerson) return TimeSpan.FromSeconds(limits.RefusedSeconds * (0.5 + (random.NextDouble() / 2)));
        double ceilingMs = Math.Min(
            limits.ReconnectSecondsMax * 1_000.0, limits.ReconnectFirstMilliseconds * (double)(1 << Math.Min(_failures, DoublingsMax)));
        _failures++;
        return TimeSpan.FromMilliseconds(random.NextDouble() * ceilingMs);
    }
}
