namespace Ioc.Dashboard.Access;

/// <summary>
/// Slows guessing down. Each key (an account, an address, a browser that the account knows) has some free attempts; each further one doubles the
/// wait before the next, up to a quarter of an hour, until one succeeds or an hour passes. An attempt counts when it begins, so that a thousand at the
/// same moment are no way round. An account is slowed for strangers only: where its owner signed in before, the browser's own key counts instead.
/// </summary>
internal sealed class SignInThrottle(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Failures> _failures = new(StringComparer.Ordinal);

    /// <summary>Null: go ahead, and say how it ended; else how long to wait.</summary>
    public TimeSpan? Begin(params ReadOnlySpan<string> keys)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_gate)
        {
            var wait = TimeSpan.Zero;
            foreach (string key in keys)
            {
                if (_failures.TryGetValue(key, out Failures found) && found.NextAt - now > wait) wait = found.NextAt - now;
            }

            if (wait > TimeSpan.Zero) return wait;
            if (_failures.Count >= DashboardLimits.ThrottleKeysMax) Forget_NeedsLock(now);
            foreach (string key in keys)
            {
                Failures former = _failures.TryGetValue(key, out Failures found) && now - found.LastAt < ForgottenAfter ? found : default;
                _failures[key] = new Failures(former.Count + 1, now, now + WaitAfter(former.Count + 1));
            }

            return null;
        }
    }

    /// <summary>It was right: the slate is clean. An address keeps its own, because an attacker has an account, too.</summary>
    public void Succeeded(params ReadOnlySpan<string> keys)
    {
        lock (_gate)
        {
            foreach (string key in keys) _failures.Remove(key);
        }
    }

    /// <summary>It was right, so it does not count; what came before stays.</summary>
    public void Uncount(string key)
    {
        lock (_gate)
        {
            if (_failures.TryGetValue(key, out Failures found)) _failures[key] = found with { Count = Math.Max(0, found.Count - 1), NextAt = found.LastAt };
        }
    }

    private static TimeSpan ForgottenAfter => TimeSpan.FromHours(1);

    private static TimeSpan WaitAfter(int count) => count <= DashboardLimits.FreeAttempts
        ? TimeSpan.Zero
        : TimeSpan.FromSeconds(Math.Min(1 << Math.Min(count - DashboardLimits.FreeAttempts, 20), DashboardLimits.ThrottleSecondsMax));

    /// <summary>Old ones go; under a flood of names the least guessed ones, which lose least.</summary>
    private void Forget_NeedsLock(DateTimeOffset now)
    {
        foreach ((string key, _) in _failures.Where(pair => now - pair.Value.LastAt >= ForgottenAfter).ToArray()) _failures.Remove(key);
        foreach ((string key, _) in _failures.OrderBy(pair => pair.Value.Count).Take(Math.Max(0, _failures.Count - (DashboardLimits.ThrottleKeysMax / 2))).ToArray())
            _failures.Remove(key);
    }

    private readonly record struct Failures(int Count, DateTimeOffset LastAt, DateTimeOffset NextAt);
}
