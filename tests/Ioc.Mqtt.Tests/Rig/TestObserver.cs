using System.Threading.Channels;
using Ioc.Mqtt.Broker;

namespace Ioc.Mqtt.Tests.Rig;

/// <summary>What the broker told about its clients, one line each, in order.</summary>
internal sealed class TestObserver : IBrokerObserver
{
    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

    public void Connected(IBrokerClient client) => _told.Writer.TryWrite($"connected {client.ClientId}");

    public void Subscribed(IBrokerClient client, string topicFilter) => _told.Writer.TryWrite($"subscribed {client.ClientId} {topicFilter}");

    public void Disconnected(IBrokerClient client, CloseReason reason) => _told.Writer.TryWrite($"disconnected {client.ClientId} {reason}");

    public void Delivered(IBrokerClient client, long tag) => _told.Writer.TryWrite($"delivered {client.ClientId} {tag}");

    public Task<string> NextAsync() => _told.Reader.ReadAsync().AsTask().Within("the observer to be told");

    /// <summary>Skips to the line wanted.</summary>
    public async Task UntilAsync(string line)
    {
        while (await NextAsync().Within($"the observer to be told '{line}'") != line)
        {
        }
    }
}
