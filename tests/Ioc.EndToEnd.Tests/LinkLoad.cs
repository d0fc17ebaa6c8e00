using System.Text;
using Ioc.Mqtt.Client;

namespace Ioc.EndToEnd.Tests;

/// <summary>
/// Publishes seq 1, 2, 3 … for each device at QoS 1 over as many connections as it takes, four under way at a time: what the broker had, but
/// could not acknowledge before it ended, is published twice, and the twin tells it by its seq.
/// </summary>
internal sealed class LinkLoad : IAsyncDisposable
{
    private const int UnderWay = 4;
    private readonly List<MqttLink> _links = [];
    private readonly string[] _ids;
    private readonly int _messages;
    private readonly SemaphoreSlim _changed = new(0);
    private int _acknowledged;

    public LinkLoad(int port, string[] ids, int messagesPerDevice)
    {
        (_ids, _messages) = (ids, messagesPerDevice);
        foreach (var id in ids)
        {
            var options = new MqttLinkOptions
            {
                Connection = new MqttClientOptions
                {
                    Host = "127.0.0.1",
                    Port = port,
                    ClientId = "pub-" + id,
                    UserName = "devices",
                    Password = "right",
                    CleanStart = false,
                    SessionExpirySeconds = 600,
                    Limits = new ClientLimits { InflightMax = UnderWay, QueuedMessagesMax = UnderWay, ReconnectFirstMilliseconds = 20, ReconnectSecondsMax = 1 },
                },
            };
            _links.Add(new MqttLink(options, TimeProvider.System, new Random(id.Length)));
        }
    }

    public Task RunAsync() => Task.WhenAll(_links.Select((link, index) => PublishAllAsync(link, _ids[index])));

    public async Task WaitForAsync(int acknowledged)
    {
        while (Volatile.Read(ref _acknowledged) < acknowledged)
            Assert.True(await _changed.WaitAsync(TimeSpan.FromSeconds(60)), $"nothing was acknowledged for a minute, after {_acknowledged}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var link in _links)
            await link.DisposeAsync();
        _changed.Dispose();
    }

    private async Task PublishAllAsync(MqttLink link, string id)
    {
        link.Start();
        var results = new List<Task<PublishResult>>();
        for (var seq = 1; seq <= _messages; seq++)
        {
            var payload = Encoding.UTF8.GetBytes($$"""{"seq":{{seq}},"played_today_s":{{seq}}}""");
            var message = new MqttMessage { Topic = $"ioc/v1/loudspeaker/{id}/telemetry", Payload = payload };
            var settled = new TaskCompletionSource<PublishResult>(TaskCreationOptions.RunContinuationsAsynchronously);
            await link.EnqueueAsync(message, result =>
            {
                Interlocked.Increment(ref _acknowledged);
                _changed.Release();
                settled.SetResult(result);
            });
            results.Add(settled.Task);
        }

        Assert.All(await Task.WhenAll(results), result => Assert.Equal(PublishOutcome.Taken, result.Outcome));
    }
}
