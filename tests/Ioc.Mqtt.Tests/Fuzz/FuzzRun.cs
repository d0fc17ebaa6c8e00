using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Fuzz;

/// <summary>
/// One run: a broker, a model, and the same steps done to both. Everything is fed over pipes and waited for, so a run depends on its step
/// seeds alone; each step draws from a generator of its own, so that leaving steps out leaves the others as they are.
/// </summary>
internal sealed partial class FuzzRun : IAsyncDisposable
{
    private const int Clients = 4;

    /// <summary>Small, so that a few packets reach every bound.</summary>
    private static readonly MqttLimits Limits = new()
    {
        InflightMax = 4, ReceiveMax = 3, QueuedMessagesPerSessionMax = 5, TopicAliasMax = 3, SessionExpirySecondsMax = 100_000, KeepAliveSecondsMax = 65_535,
    };

    private readonly TestBroker _broker = TestBroker.WithoutNetwork(Limits);
    private readonly BrokerModel _model = new(Limits);
    private readonly ModelConnection?[] _connections = new ModelConnection?[Clients];
    private readonly List<ModelConnection> _over = [];
    private readonly List<string> _told = [];
    private Random _random = new(0);
    private int _messages;

    /// <summary>What was done, one line each, for whoever reads a failure.</summary>
    public IReadOnlyList<string> Told => _told;

    /// <summary>Null when the broker did as the model said, throughout.</summary>
    public async Task<string?> RunAsync(IReadOnlyList<int> stepSeeds)
    {
        // Half a second behind the tick, and then 7 ms more at each move: nothing falls due at the very instant of a tick.
        _broker.Clock.Advance(TimeSpan.FromMilliseconds(500));
        _model.NowMilliseconds = 500;
        foreach (int seed in stepSeeds)
        {
            _random = new Random(seed);
            if (await StepAsync() is { } wrong || (wrong = Check()) is not null) return wrong;
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ModelConnection connection in _connections.OfType<ModelConnection>()) await connection.Pipe.DropAsync();
        await _broker.DisposeAsync();
    }

    private async Task<string?> StepAsync()
    {
        int who = _random.Next(Clients);
        if (_connections[who] is not { } connection)
        {
            if (_random.Next(6) == 0) return await AdvanceAsync();
            if (_random.Next(8) == 0) await BadConnectAsync();
            else await ConnectAsync(who);
            return null;
        }

        switch (_random.Next(100))
        {
            case < 34: await PublishAsync(connection); break;
            case < 58: await AnswerAsync(connection); break;
            case < 64: await ReleaseAsync(connection); break;
            case < 75: await SubscribeAsync(connection); break;
            case < 78: await UnsubscribeAsync(connection); break;
            case < 81: await PingAsync(connection); break;
            case < 86: return await AdvanceAsync();
            case < 89: await DisconnectAsync(connection); break;
            case < 92: await DropAsync(connection); break;
            case < 94: await ConnectAsync(who); break;
            case < 96: await BreakAsync(connection); break;
            case < 97: await SecondConnectAsync(connection); break;
            default: PublishFromHost(); break;
        }

        return null;
    }

    private string? Check()
    {
        foreach (ModelConnection connection in _connections.OfType<ModelConnection>().Concat(_over))
        {
            if (connection.Check(_model.NowMilliseconds) is { } wrong) return wrong;
        }

        _over.Clear();
        int sessions = _broker.Broker.SessionCount;
        return sessions == _model.Sessions.Count ? null : $"{sessions} sessions instead of {_model.Sessions.Count}";
    }

    private void Tell(string what) => _told.Add($"{_model.NowMilliseconds / 1000.0:F3} {what}");

    private async Task SendAsync(ModelConnection connection, Packet packet, string what)
    {
        Tell($"{connection.Session.ClientId} {what}");
        connection.LastReceivedMilliseconds = _model.NowMilliseconds;
        await connection.Pipe.FeedAsync(Codec(packet, connection.Version));
    }

    private static byte[] Codec(Packet packet, ProtocolVersion version) => Ioc.Mqtt.Codec.PacketEncoder.Encode(packet, version);

    /// <summary>The connection ends now, for this reason; the model's rules of leaving apply after the real one has left.</summary>
    private async Task EndAsync(ModelConnection connection, ReasonCode? told)
    {
        if (told is { } reason && connection.IsV5) connection.Answers.Enqueue($"Disconnect {reason}");
        connection.IsEnding = true;
        _connections[Array.IndexOf(_connections, connection)] = null;
        _over.Add(connection);
        _model.Leave(connection);
        await connection.Pipe.EndedAsync();
    }

    /// <summary>Some seconds, each tick by itself, so that what a tick ends has ended before the next.</summary>
    private async Task<string?> AdvanceAsync()
    {
        int seconds = _random.Next(4) == 0 ? _random.Next(10, 40) : _random.Next(1, 6);
        Tell($"{seconds} s pass");
        long start = _model.NowMilliseconds;
        for (int second = 1; second <= seconds; second++)
        {
            long end = start + (second * 1000L) + (second == seconds ? 7 : 0);
            await MoveAsync(end);
            if (Check() is { } wrong) return wrong;
        }

        return null;
    }

    private async Task MoveAsync(long end)
    {
        long tick = (_model.NowMilliseconds / 1000 * 1000) + 1000;
        ModelConnection? late = null;
        if (tick <= end)
        {
            late = Array.Find(_connections, c => c is { KeepAliveSeconds: > 0 } && tick - c.LastReceivedMilliseconds > c.KeepAliveSeconds * 1500L);
        }

        _broker.Clock.Advance(TimeSpan.FromMilliseconds(end - _model.NowMilliseconds));
        if (tick <= end)
        {
            _model.NowMilliseconds = tick;
            _model.Tick();
        }

        _model.NowMilliseconds = end;
        if (late is not null) await EndAsync(late, ReasonCode.KeepAliveTimeout);
    }

    private void PublishFromHost()
    {
        ModelMessage message = NextMessage(canExpire: true);
        Tell($"the host publishes {message.Topic} '{message.Text}' {message.Qos}{(message.Retain ? " retained" : "")}");
        _model.Publish(message, publisher: null);
        _broker.Broker.Publish(new OutgoingMessage
        {
            Topic = message.Topic,
            Payload = System.Text.Encoding.UTF8.GetBytes(message.Text),
            Qos = message.Qos,
            Retain = message.Retain,
            ExpirySeconds = message.SecondsLeft(_model.NowMilliseconds),
        });
    }
}
