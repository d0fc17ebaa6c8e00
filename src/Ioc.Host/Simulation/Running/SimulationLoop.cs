using System.Collections.Concurrent;
using System.Diagnostics;
using Ioc.Devices;
using Ioc.Host.Simulation.Devices;
using Ioc.Host.Simulation.Faults;

namespace Ioc.Host.Simulation.Running;

/// <summary>
/// All devices of a simulation, owned by one loop: nothing else touches their state, so nothing is locked. Connections and downloads
/// report by mail. Everything depends on the time passed to <see cref="Tick"/>, so tests run hours in milliseconds.
/// </summary>
internal sealed class SimulationLoop : IDeviceOutlet
{
    private readonly SimulatedDevice[] _devices;
    private readonly Dictionary<SimulatedDevice, int> _indexOf;
    private readonly string[] _topicPrefix;
    private readonly DeviceLink[] _links;
    private readonly FaultSchedule _faults;
    private readonly TimerWheel _wheel;
    private readonly ConcurrentQueue<Mail> _mail = new();
    private readonly IDeviceConnections _connections;
    private readonly Random _jitter;
    private readonly double _speed;
    private readonly DateTimeOffset _start;
    private int _mailCount;
    private long _sent;
    private long _dropped;
    private long _commands;
    private long _connectFailures;
    private int _up;
    private string? _lastConnectFailure;

    public SimulationLoop(SimulatorOptions options, IDeviceConnections connections, DateTimeOffset start)
    {
        var registered = options.Devices.Select(device => device.Device).ToList();
        _devices = [.. registered.Select((device, index) => SimulatedDevices.Create(device, HashCode(options.Seed, index)))];
        _indexOf = Enumerable.Range(0, _devices.Length).ToDictionary(index => _devices[index]);
        _topicPrefix = [.. registered.Select(device => $"ioc/v1/{device.Kind.Word()}/{device.Id}/")];
        _links = new DeviceLink[_devices.Length];
        _faults = new FaultSchedule(options.Faults, registered, options.Seed);
        _wheel = new TimerWheel(_devices.Length);
        _connections = connections;
        _jitter = new Random(options.Seed);
        _speed = options.Speed;
        _start = start;
        for (var index = 0; index < _devices.Length; index++)
        {
            // The ramp: a province does not switch on in one instant, and a server should not need it to.
            _links[index].RetryAt = start + TimeSpan.FromSeconds((double)index / options.ConnectsPerSecond);
            _wheel.Schedule(index, TickOf(_links[index].RetryAt));
        }
    }

    /// <summary>From any thread. Mail beyond the bound is dropped: the sender's device looks dead for a while, nothing else.</summary>
    public void Post(Mail mail)
    {
        if (Interlocked.Increment(ref _mailCount) > SimulatorLimits.MailboxMax && mail.Kind == MailKind.Command)
            Interlocked.Decrement(ref _mailCount);
        else
            _mail.Enqueue(mail);
    }

    /// <summary>One turn: faults begin and end, mail is read, and who is due lives on.</summary>
    public void Tick(DateTimeOffset wall)
    {
        var now = new SimulatedMoment(wall, _start + (wall - _start) * _speed);
        foreach (var index in _faults.Advance(now.Life - _start))
            Live(index, now);
        // Only what was there at the beginning of the turn: mail that answers mail waits for the next.
        for (var left = Volatile.Read(ref _mailCount); left > 0 && _mail.TryDequeue(out var mail); left--)
        {
            Interlocked.Decrement(ref _mailCount);
            Read(mail, now);
        }

        foreach (var index in _wheel.Advance(TickOf(wall)))
            Live(index, now);
    }

    public SimulatorProgress Progress(DateTimeOffset wall) => new(
        wall - _start,
        _devices.Length,
        _up,
        _sent,
        _dropped,
        _commands,
        _devices.Count(device => device is SimulatedLoudspeaker { IsPlayingBroadcast: true }),
        _faults.DevicesFaulty,
        _connectFailures,
        _lastConnectFailure);

    bool IDeviceOutlet.TryPublish(SimulatedDevice device, string channel, ReadOnlyMemory<byte> payload)
    {
        var index = _indexOf[device];
        var sent = _links[index].State == LinkState.Up && _connections.TryPublish(index, _topicPrefix[index] + channel, payload);
        if (sent)
            _sent++;
        else
            _dropped++;
        return sent;
    }

    void IDeviceOutlet.Fetch(SimulatedLoudspeaker device, BroadcastCommand command) => _connections.Fetch(_indexOf[device], command);

    // A mix that is the same in every process, which System.HashCode is not.
    private static int HashCode(int seed, int index) => unchecked((seed * 486_187_739) + (index * 16_777_619)) & int.MaxValue;

    private long TickOf(DateTimeOffset wall) =>
        (long)Math.Ceiling((wall - _start).TotalMilliseconds / SimulatorLimits.TickMilliseconds);

    private void Read(in Mail mail, SimulatedMoment now)
    {
        var device = _devices[mail.Index];
        ref var link = ref _links[mail.Index];
        switch (mail.Kind)
        {
            case MailKind.Opened when link.Epoch == mail.Epoch && link.State == LinkState.Opening:
                link.State = LinkState.Up;
                link.Failures = 0;
                _up++;
                device.Connected(now, this);
                break;
            case MailKind.Closed when link.Epoch == mail.Epoch && link.State != LinkState.Down:
                Lost(ref link, device, mail.Text, now);
                break;
            case MailKind.Command when link.Epoch == mail.Epoch && device is SimulatedLoudspeaker loudspeaker:
                _commands++;
                loudspeaker.Receive(mail.Payload, now, this);
                break;
            case MailKind.Fetched when device is SimulatedLoudspeaker loudspeaker:
                loudspeaker.Fetched(mail.Text ?? throw new UnreachableException("BUG: fetched without an id"), mail.Fetch, now, this);
                break;
            case MailKind.Opened when link.State == LinkState.Down:
                // The device was switched off while it connected: it must not stay connected as a ghost.
                _connections.Cut(mail.Index);
                return;
            default:
                // Mail of a connection that has been given up meanwhile.
                return;
        }

        Live(mail.Index, now);
    }

    private void Lost(ref DeviceLink link, SimulatedDevice device, string? why, SimulatedMoment now)
    {
        if (link.State == LinkState.Up)
        {
            _up--;
            device.Disconnected();
        }
        else
        {
            _connectFailures++;
            _lastConnectFailure = why;
        }

        link.State = LinkState.Down;
        link.Failures++;
        // Full jitter: 20,000 devices that lost the same server must not come back in step.
        var seconds = Math.Min(SimulatorLimits.ReconnectSecondsMax, Math.Pow(2, Math.Min(link.Failures, 10)));
        link.RetryAt = now.Wall + TimeSpan.FromSeconds(0.5 + seconds * _jitter.NextDouble());
    }

    private void Live(int index, SimulatedMoment now)
    {
        var device = _devices[index];
        device.Faults = _faults.FaultsOf(index);
        device.Step(now, this);
        Reconcile(index, device, now);
        var next = device.NextStepAt(now, _speed);
        ref var link = ref _links[index];
        if (link.State == LinkState.Down && device.WantsConnection && link.RetryAt < next)
            next = link.RetryAt;
        if (!device.WantsConnection && next > now.Wall + TimeSpan.FromSeconds(1))
            next = now.Wall + TimeSpan.FromSeconds(1);
        _wheel.Schedule(index, TickOf(next));
    }

    private void Reconcile(int index, SimulatedDevice device, SimulatedMoment now)
    {
        ref var link = ref _links[index];
        if (device.WantsConnection && link.State == LinkState.Down && now.Wall >= link.RetryAt)
        {
            link.State = LinkState.Opening;
            link.Epoch++;
            _connections.Open(index, link.Epoch);
        }
        else if (!device.WantsConnection && link.State != LinkState.Down)
        {
            if (link.State == LinkState.Up)
            {
                _up--;
                device.Disconnected();
            }

            link.State = LinkState.Down;
            link.Epoch++;
            _connections.Cut(index);
        }
    }
}
