using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Ioc.Devices;
using Ioc.Devices.Twins;
using Ioc.Silo.Changes;
using Ioc.Silo.Journal;
using Ioc.Silo.Twins;

namespace Ioc.Dashboard.Tests.Fakes;

/// <summary>Twins that change when the test says so; every subscriber gets a snapshot and what follows, in one step.</summary>
internal sealed class FakeEngine(FakeRegistry registry, TimeProvider time) : ITwinEngine
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, TwinBrief> _twins = registry.Current.DevicesById.Values.ToDictionary(
        device => device.Handle, device => new TwinBrief(device.Handle, device.Id == "ls-2" ? Health.Offline : Health.Ok, device.Id == "ls-2" ? 2UL : 0, 1_795_334_400_000, false));

    private readonly List<(ChangeScope Scope, Channel<ChangeBatch> Channel)> _subscribers = [];
    private long _version = 17;

    public ConcurrentQueue<ChangeScope> Subscribed { get; } = [];

    public int Open
    {
        get
        {
            lock (_gate) return _subscribers.Count;
        }
    }

    public Exception? Fault { get; set; }

    public ValueTask SubmitAsync(CommittedBatch batch, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<TwinView?> AskAsync(string deviceId, CancellationToken cancellationToken) =>
        Fault is { } fault ? throw fault : ValueTask.FromResult(View(deviceId));

    public ValueTask<ChangeSubscription> SubscribeAsync(ChangeScope scope, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Subscribed.Enqueue(scope);
            var channel = Channel.CreateBounded<ChangeBatch>(1_000);
            _subscribers.Add((scope, channel));
            var snapshot = new OverviewSnapshot
            {
                Version = _version, At = time.GetUtcNow(), Twins = scope.DeviceId is null ? [.. _twins.Values] : [], Alerts = [], Broadcasts = [],
                Twin = scope.DeviceId is { } id ? View(id) : null,
            };
            return ValueTask.FromResult(new ChangeSubscription(snapshot, channel.Reader, () =>
            {
                lock (_gate) _subscribers.RemoveAll(one => one.Channel == channel);
            }));
        }
    }

    /// <summary>Every registered device has a twin.</summary>
    public void Fill()
    {
        lock (_gate)
        {
            foreach (Device device in registry.Current.DevicesById.Values) _twins.TryAdd(device.Handle, new TwinBrief(device.Handle, Health.Ok, 0, 0, false));
        }
    }

    /// <summary>One tick: the twin's health changes, everybody hears of it.</summary>
    public long Change(int handle, Health health)
    {
        lock (_gate)
        {
            TwinBrief twin = _twins.GetValueOrDefault(handle) with { Handle = handle, Health = health };
            _twins[handle] = twin;
            long from = _version++;
            foreach ((ChangeScope scope, Channel<ChangeBatch> channel) in _subscribers)
            {
                channel.Writer.TryWrite(new ChangeBatch
                {
                    From = from, Version = _version, At = time.GetUtcNow(), Twins = scope.DeviceId is null ? [twin] : [], Alerts = [], Broadcasts = [],
                    Twin = scope.DeviceId is { } id ? View(id) : null, RegistryVersion = registry.Current.Version,
                });
            }

            return _version;
        }
    }

    /// <summary>As if every subscriber had lagged.</summary>
    public void DropAll()
    {
        lock (_gate)
        {
            foreach ((_, Channel<ChangeBatch> channel) in _subscribers) channel.Writer.TryComplete();
        }
    }

    private TwinView? View(string deviceId) => registry.Current.DevicesById.TryGetValue(deviceId, out Device? device)
        ? new TwinView
        {
            Device = device, Health = _twins.GetValueOrDefault(device.Handle).Health, Reasons = [], LastSeenAt = time.GetUtcNow(), Online = true,
            Telemetry = new JsonObject { ["temperature_c"] = 41.5, ["vendor_field"] = "kept" }, Version = _version,
        }
        : null;
}
