using System.Diagnostics;
using System.Net;

namespace Ioc.Host.Benchmarks.Mqtt;

/// <summary>
/// Drives all connections of a plan from one thread: (1) send what the window allows, (2) wait until a socket has something, (3) read and
/// answer. A message leaves the window when all its copies have come, so a broker that is slow is not flooded, and both do the same work.
/// </summary>
internal sealed class RelayLoad : IDisposable
{
    /// <summary>Without any delivery for this long, at QoS 0, what is on its way counts as lost.</summary>
    private static readonly TimeSpan LostAfter = TimeSpan.FromMilliseconds(500);

    private const int WaitMicroseconds = 20_000;
    private const int FloodBurst = 32;

    private readonly RelayPlan _plan;
    private readonly IPEndPoint _broker;
    private readonly List<LoadConnection> _publishers = [];
    private readonly List<LoadConnection> _subscribers = [];
    private readonly byte[][][] _packets;
    private readonly int[] _nextPacket;
    private int _nextPublisher;
    private long _sent;
    private long _lostMessages;
    private long _deliveredBefore;
    private long _deliveredAt = Stopwatch.GetTimestamp();

    private RelayLoad(RelayPlan plan, IPEndPoint broker)
    {
        _plan = plan;
        _broker = broker;
        _nextPacket = new int[plan.Topics.Count];
        _packets = [.. plan.Topics.Select(topics => topics.Select(topic => LoadPackets.Publish(topic, plan.PayloadBytes, plan.Qos)).ToArray())];
    }

    private long Delivered => _subscribers.Sum(subscriber => subscriber.Delivered);

    /// <exception cref="IOException">The broker refused or closed.</exception>
    public static RelayLoad Open(RelayPlan plan, IPEndPoint broker)
    {
        var load = new RelayLoad(plan, broker);
        try
        {
            for (var i = 0; i < plan.Filters.Count; i++)
                load._subscribers.Add(LoadConnection.Open(broker, SubscriberId(i), !plan.IsDurable, plan.Filters[i], plan.Qos));
            for (var i = 0; i < plan.Topics.Count; i++)
                load._publishers.Add(LoadConnection.Open(broker, $"bench-pub-{i}", cleanSession: true, [], 0));
            return load;
        }
        catch
        {
            load.Dispose();
            throw;
        }
    }

    /// <summary>Runs the warm-up and then the measured time.</summary>
    /// <param name="warmUp">Both brokers get the same; ours still compiles in it.</param>
    /// <param name="measured">The time that counts.</param>
    /// <param name="brokerCost">What the broker has used so far, read at the beginning and the end of the measured time.</param>
    /// <param name="cancellationToken">Stops early, with an exception.</param>
    public RelayFigures Run(TimeSpan warmUp, TimeSpan measured, Func<double> brokerCost, CancellationToken cancellationToken)
    {
        Drive(warmUp, cancellationToken);
        var delivered = Delivered;
        var sent = _sent;
        var lost = _lostMessages;
        var cost = brokerCost();
        var own = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        Drive(measured, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new RelayFigures(
            Delivered - delivered, _sent - sent, (_lostMessages - lost) * _plan.CopiesPerMessage, seconds, brokerCost() - cost, (Environment.CpuUsage.TotalTime - own).TotalSeconds);
    }

    public void Dispose()
    {
        foreach (var connection in _publishers.Concat(_subscribers))
            connection.Dispose();
        if (!_plan.IsDurable)
            return;
        // What the durable sessions still hold must not be charged to the next measurement.
        for (var i = 0; i < _subscribers.Count; i++)
            LoadConnection.Open(_broker, SubscriberId(i), cleanSession: true, [], 0).Dispose();
    }

    private static string SubscriberId(int index) => $"bench-sub-{index}";

    private void Drive(TimeSpan time, CancellationToken cancellationToken)
    {
        if (_plan.IsFlood)
            DriveFlood(time, cancellationToken);
        else
            Drive(new LoadSockets(_publishers.Concat(_subscribers)), time, FillWindow, cancellationToken);
    }

    /// <summary>The subscribers have a thread of their own: they are other machines, which the flood does not keep from reading.</summary>
    private void DriveFlood(TimeSpan time, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Factory.StartNew(
            () => Drive(new LoadSockets(_subscribers), time, () => WaitMicroseconds, stop.Token),
            stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            Drive(new LoadSockets(_publishers), time, Flood, cancellationToken);
        }
        catch
        {
            stop.Cancel();
            throw;
        }

        reading.GetAwaiter().GetResult();
    }

    private static void Drive(LoadSockets sockets, TimeSpan time, Func<int> publish, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sockets.Turn(publish());
        }
    }

    /// <returns>How long to wait then for something to read, in microseconds.</returns>
    private int FillWindow()
    {
        var allowed = _plan.Window - (_sent - _lostMessages - (Delivered / _plan.CopiesPerMessage));
        if (_plan.Qos == 0)
            allowed += GiveUpLost(allowed);
        else
            allowed = Math.Min(allowed, _plan.Window - (_sent - _publishers.Sum(publisher => publisher.Acknowledged)));
        for (; allowed > 0; allowed--)
        {
            if (!TryPublishNext())
                break;
        }

        foreach (var publisher in _publishers)
            publisher.Flush();
        return WaitMicroseconds;
    }

    /// <summary>One message of the next publisher in turn: many devices send one each, not one device many.</summary>
    private bool TryPublishNext()
    {
        var index = _nextPublisher;
        if (!_publishers[index].TryPublish(NextPacket(index)))
            return false;
        _nextPublisher = index + 1 == _publishers.Count ? 0 : index + 1;
        _sent++;
        return true;
    }

    private byte[] NextPacket(int publisher)
    {
        var packets = _packets[publisher];
        var next = _nextPacket[publisher];
        _nextPacket[publisher] = next + 1 == packets.Length ? 0 : next + 1;
        return packets[next];
    }

    private int Flood()
    {
        var anyFree = false;
        for (var index = 0; index < _publishers.Count; index++)
        {
            var publisher = _publishers[index];
            for (var i = publisher.HasOutput ? FloodBurst : 0; i < FloodBurst && publisher.TryPublish(NextPacket(index)); i++)
                _sent++;
            publisher.Flush();
            anyFree |= !publisher.HasOutput;
        }

        return anyFree ? 0 : WaitMicroseconds;
    }

    private long GiveUpLost(long allowed)
    {
        var delivered = Delivered;
        if (delivered != _deliveredBefore || allowed >= _plan.Window)
        {
            _deliveredBefore = delivered;
            _deliveredAt = Stopwatch.GetTimestamp();
            return 0;
        }

        if (Stopwatch.GetElapsedTime(_deliveredAt) < LostAfter)
            return 0;
        var lost = _plan.Window - allowed;
        _lostMessages += lost;
        return lost;
    }
}
