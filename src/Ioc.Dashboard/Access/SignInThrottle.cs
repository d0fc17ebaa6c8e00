namespace Ioc.Dashboard.Access;

/// <summary>
/// Slows guessing down. Each key has some free attempts; each further one doubles the wait before the next, up to a quarter of an hour, until one succeeds or
/// the key is forgotten. Keys that many people share get theirs back at a steady rate instead. An attempt counts when it begins, so that a thousand at the same moment are no way round.
/// </summary>
internal sealed class SignInThrottle(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Failures> _failures = new(StringComparer.Ordinal);

    /// <summary>Null: go ahead, and say how it ended; else how long to wait.</summary>
    public TimeSpan? Begin(params ReadOnlySpan<ThrottleKey> keys)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_gate)
        {
            bool isNewcomer = Of_NeedsLock(keys[0], now).Count == 0;
            var wait = TimeSpan.Zero;
            foreach (ThrottleKey key in keys)
            {
                Failures found = Of_NeedsLock(key, now);
                if (!(key.SparesNewcomers && isNewcomer) && found.NextAt - now > wait) wait = found.NextAt - now;
            }

            if (wait > TimeSpan.Zero) return wait;
            if (_failures.Count >= DashboardLimits.ThrottleKeysMax) Forget_NeedsLock(now);
            foreach (ThrottleKey key in keys)
            {
                _failures[key.Name] = After(key, Of_NeedsLock(key, now), now);
            }

            return null;
        }
    }

    /// <summary>It was right: the slate is clean.</summary>
    public void Succeeded(ThrottleKey key)
    {
        lock (_gate) _failures.Remove(key.Name);
    }

    /// <summary>It was right, so it does not count; what came before stays, because it was somebody else's: an attacker has an account, too.</summary>
    public void Uncount(ThrottleKey key)
    {
        lock (_gate)
        {
            if (!_failures.TryGetValue(key.Name, out Failures found)) return;
            DateTimeOffset nextAt = key.RegainedEvery is { } each ? found.NextAt - each : found.LastAt;
            _failures[key.Name] = found with { Count = Math.Max(0, found.Count - 1), NextAt = nextAt, ForgottenAt = found.ForgottenAt - (key.RegainedEvery ?? TimeSpan.Zero) };
        }
    }

    /// <summary>With attempts that come back, it is forgotten when all have, and the next may begin when one of them has.</summary>
    private static Failures After(ThrottleKey key, Failures found, DateTimeOffset now)
    {
        int count = found.Count + 1;
        if (key.RegainedEvery is not { } each) return new Failures(count, now, now + WaitAfter(count - key.FreeAttempts), now + key.RememberedFor);
        DateTimeOffset allBackAt = (found.ForgottenAt > now ? found.ForgottenAt : now) + each;
        return new Failures(count, now, allBackAt - ((key.FreeAttempts - 1) * each), allBackAt);
    }

    private static TimeSpan WaitAfter(int beyondFree) => beyondFree <= 0
        ? TimeSpan.Zero
        : TimeSpan.FromSeconds(Math.Min(1 << Math.Min(beyondFree, 20), DashboardLimits.ThrottleSecondsMax));

    private Failures Of_NeedsLock(ThrottleKey key, DateTimeOffset now) => _failures.TryGetValue(key.Name, out Failures found) && found.ForgottenAt > now ? found : default;

    /// <summary>Old ones go; under a flood of names the least guessed ones, which lose least.</summary>
    private void Forget_NeedsLock(DateTimeOffset now)
    {
        foreach ((string key, _) in _failures.Where(pair => pair.Value.ForgottenAt <= now).ToArray()) _failures.Remove(key);
        foreach ((string key, _) in _failures.OrderBy(pair => pair.Value.Count).Take(Math.Max(0, _failures.Count - (DashboardLimits.ThrottleKeysMax / 2))).ToArray())
            _failures.Remove(key);
    }

    private readonly record struct Failures(int Count, DateTimeOffset LastAt, DateTimeOffset NextAt, DateTimeOffset ForgottenAt);
}
