using Ioc.Dashboard.Api;
using Ioc.Silo.Changes;
using Ioc.Silo.Registry;
using Ioc.Silo.Twins;
using Microsoft.Extensions.Logging;

namespace Ioc.Dashboard.Live;

/// <summary>The pumps that run now: one per scope with at least one subscriber.</summary>
internal sealed class LivePumps(
    ITwinEngine engine, IRegistry registry, Overviews overviews, TimeProvider time, ILogger<LivePumps> logger) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ChangeScope, LivePump> _pumps = [];

    /// <summary>Seats by who has them.</summary>
    private readonly Dictionary<(string Account, ChangeScope Scope), int> _followed = [];
    private bool _closed;

    /// <summary>For tests and the metrics: scopes followed now.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _pumps.Count;
        }
    }

    /// <summary>The scope's pump with one more seat taken; null when too many scopes are followed, by this account or by all.</summary>
    public LivePump? Join(ChangeScope scope, string account)
    {
        lock (_gate)
        {
            if (_closed) return null;
            int seats = _followed.GetValueOrDefault((account, scope));
            if (seats == 0 && _followed.Keys.Count(key => key.Account == account) >= LiveLimits.ScopesPerAccountMax) return null;
            if (!_pumps.TryGetValue(scope, out LivePump? pump))
            {
                if (_pumps.Count >= LiveLimits.PumpsMax) return null;
                pump = new LivePump(scope, engine, registry, overviews, time, logger, Release);
                _pumps.Add(scope, pump);
            }

            pump.Seats++;
            _followed[(account, scope)] = seats + 1;
            return pump;
        }
    }

    public async ValueTask DisposeAsync()
    {
        LivePump[] running;
        lock (_gate)
        {
            _closed = true;
            running = [.. _pumps.Values];
            _pumps.Clear();
        }

        foreach (LivePump pump in running)
        {
            await pump.StopAsync();
            pump.Dispose();
        }
    }

    private void Release(LivePump pump, string account)
    {
        lock (_gate)
        {
            if (--_followed[(account, pump.Scope)] == 0) _followed.Remove((account, pump.Scope));
            if (--pump.Seats > 0) return;
            _pumps.Remove(pump.Scope);
        }

        pump.RequestStop();
    }
}
