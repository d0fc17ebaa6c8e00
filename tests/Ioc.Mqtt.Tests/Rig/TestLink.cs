using System.Text;
using System.Threading.Channels;
using Ioc.Mqtt.Client;

namespace Ioc.Mqtt.Tests.Rig;

/// <summary>A link with its messages and its changes in queues.</summary>
internal sealed class TestLink : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly Channel<MqttMessage> _messages = Channel.CreateUnbounded<MqttMessage>();
    private readonly Channel<LinkStatus> _changes = Channel.CreateUnbounded<LinkStatus>();

    public TestLink(MqttClientOptions connection, TimeProvider time, Func<MqttLinkOptions, MqttLinkOptions>? with = null, int seed = 1)
    {
        _time = time;
        var options = new MqttLinkOptions
        {
            Connection = connection,
            OnMessage = (message, token) => _messages.Writer.WriteAsync(message, token),
            OnStatus = (status, token) => _changes.Writer.WriteAsync(status, token),
        };
        Link = new MqttLink(with?.Invoke(options) ?? options, time, new Random(seed));
        Link.Start();
    }

    public MqttLink Link { get; }

    public static MqttClientOptions Options(int port, ProtocolVersion version = ProtocolVersion.V500) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        ClientId = "link",
        CleanStart = false,
        SessionExpirySeconds = 600,
        KeepAliveSeconds = 0,
        Version = version,
    };

    public Task<MqttMessage> NextAsync() => _messages.Reader.ReadAsync().AsTask().Within("a message");

    public bool TryNext(out MqttMessage? message) => _messages.Reader.TryRead(out message);

    public async Task<LinkStatus> UpAsync()
    {
        LinkStatus status = await ChangeAsync();
        Assert.Equal((LinkState.Up, "connected and subscribed"), (status.State, status.Detail));
        return status;
    }

    public async Task<LinkStatus> DownAsync()
    {
        LinkStatus status = await ChangeAsync();
        Assert.Equal(LinkState.Down, status.State);
        return status;
    }

    public Task<LinkStatus> ChangeAsync() => _changes.Reader.ReadAsync().AsTask().Within("the link to change");

    public Task<PublishResult> PublishAsync(string topic, string text, QualityOfService qos = QualityOfService.AtLeastOnce, uint? expirySeconds = null) =>
        Link.PublishAsync(new MqttMessage { Topic = topic, Payload = Encoding.UTF8.GetBytes(text), Qos = qos, ExpirySeconds = expirySeconds }).AsTask();

    /// <summary>
    /// A scripted broker does not close after DISCONNECT, and a clock that stands still never ends the wait for that: so the clock goes on. Dropping the connection
    /// is not enough, because the link may not have told of it yet.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        Link.Reconnect();
        Task ending = Link.DisposeAsync().AsTask();
        if (_time is FakeClock clock)
        {
            await Patience.UntilAsync(
                () =>
                {
                    clock.Advance(TimeSpan.FromSeconds(1));
                    return ending.IsCompleted;
                },
                "the link to end");
        }

        await ending;
    }
}
