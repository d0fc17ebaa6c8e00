using System.Runtime.InteropServices;

namespace Ioc.Mqtt.Broker;

/// <summary>What each client identifier may still do, over all its connections and from wherever it comes: connect, guess, publish.</summary>
/// <remarks>
/// Remembered in two generations of a minute, which is as long as any allowance takes to be whole again: who is in neither may do everything.
/// Bounded by <see cref="MqttLimits.ClientsRememberedMax"/> for each; when one is full the older goes early, which forgives and refuses nobody.
/// </remarks>
internal sealed class ClientTable(MqttLimits limits, BrokerClock clock)
{
    private const int GenerationMilliseconds = 60_000;
    private const double MinuteSeconds = 60;

    private readonly Lock _gate = new();
    private Dictionary<string, Entry> _recent = new(StringComparer.Ordinal);
    private Dictionary<string, Entry> _older = new(StringComparer.Ordinal);
    private long _turnsAtMilliseconds;

    /// <summary>Clients remembered.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _recent.Count + _older.Count;
        }
    }

    /// <summary>One that has proved who it is connects; false: too often lately.</summary>
    public bool TryConnect(string clientId)
    {
        long now = clock.NowMilliseconds;
        lock (_gate) return Find_NeedsLock(clientId, now).Connects.TryTake(limits.ConnectsPerMinutePerClientMax / MinuteSeconds, limits.ConnectsPerMinutePerClientMax, now);
    }

    /// <summary>False after too many failures in this client's name.</summary>
    public bool MayAuthenticate(string clientId)
    {
        lock (_gate)
        {
            // Who only asks is not remembered for it.
            if (!_recent.ContainsKey(clientId) && !_older.ContainsKey(clientId)) return true;
            long now = clock.NowMilliseconds;
            return Find_NeedsLock(clientId, now).Failures.Has(FailuresPerSecond, limits.FailedAuthenticationsPerMinutePerClientMax, now);
        }
    }

    public void AuthenticationFailed(string clientId)
    {
        long now = clock.NowMilliseconds;
        lock (_gate) Find_NeedsLock(clientId, now).Failures.TryTake(FailuresPerSecond, limits.FailedAuthenticationsPerMinutePerClientMax, now);
    }

    /// <summary>What it may publish on a new connection: what an earlier one left of it.</summary>
    public ClientPace PaceOf(string clientId)
    {
        lock (_gate)
        {
            if (_recent.TryGetValue(clientId, out Entry entry) || _older.TryGetValue(clientId, out entry)) return entry.Pace;
        }

        return new ClientPace(limits, clock.NowMilliseconds);
    }

    /// <summary>A connection leaves this to the client's next one.</summary>
    public void Leave(string clientId, ClientPace pace)
    {
        long now = clock.NowMilliseconds;
        lock (_gate)
        {
            if (!pace.IsWhole(limits, now) || _recent.ContainsKey(clientId) || _older.ContainsKey(clientId)) Find_NeedsLock(clientId, now).Pace = pace;
        }
    }

    private double FailuresPerSecond => limits.FailedAuthenticationsPerMinutePerClientMax / MinuteSeconds;

    private ref Entry Find_NeedsLock(string clientId, long now)
    {
        if (now >= _turnsAtMilliseconds || _recent.Count >= limits.ClientsRememberedMax)
        {
            _older = now < _turnsAtMilliseconds + GenerationMilliseconds ? _recent : new Dictionary<string, Entry>(StringComparer.Ordinal);
            _recent = new Dictionary<string, Entry>(StringComparer.Ordinal);
            _turnsAtMilliseconds = now + GenerationMilliseconds;
        }

        ref Entry entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_recent, clientId, out bool isKnown);
        if (!isKnown && !_older.Remove(clientId, out entry))
        {
            entry = new Entry
            {
                Connects = new Allowance(limits.ConnectsPerMinutePerClientMax, now),
                Failures = new Allowance(limits.FailedAuthenticationsPerMinutePerClientMax, now),
                Pace = new ClientPace(limits, now),
            };
        }

        return ref entry;
    }

    private struct Entry
    {
        public Allowance Connects;
        public Allowance Failures;
        public ClientPace Pace;
    }
}
