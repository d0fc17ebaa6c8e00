using Ioc.Mqtt;
using Ioc.Mqtt.Client;

namespace Ioc.EndToEnd.Tests;

/// <summary>One device of an <see cref="AckedLoad"/>: a few publishes in flight, counting what was sent and what was acknowledged.</summary>
internal sealed class LoadDevice(string id, string credential, AckedLoad load) : IAsyncDisposable
{
    private const int InFlight = 8;

    private readonly MqttClient _client = new();
    private int _acknowledged;
    private int _sent;

    public string Id { get; } = id;

    public int Sent => _sent;

    public int Acknowledged => Volatile.Read(ref _acknowledged);

    public async Task ConnectAsync(int port)
    {
        var result = await _client.ConnectAsync(new MqttClientOptions
        {
            Host = "127.0.0.1",
            Port = port,
            ClientId = Id,
            UserName = Id,
            Password = credential,
            Limits = new ClientLimits { InflightMax = InFlight },
        });
        Assert.Equal(ReasonCode.Success, result.Reason);
    }

    /// <summary>Publishes until the connection dies.</summary>
    public async Task RunAsync()
    {
        var topic = $"ioc/v1/loudspeaker/{Id}/telemetry";
        var window = new Queue<Task<ReasonCode>>();
        try
        {
            while (true)
            {
                _sent++;
                window.Enqueue(_client.PublishAsync(topic, AckedLoad.Message(_sent), QualityOfService.AtLeastOnce).AsTask());
                if (window.Count == InFlight)
                    Count(await window.Dequeue());
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidOperationException)
        {
            await CountTheRestAsync(window);
        }
        catch (Exception exception)
        {
            load.Fail(exception);
        }
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private void Count(ReasonCode reason)
    {
        Assert.Equal(ReasonCode.Success, reason);
        Interlocked.Increment(ref _acknowledged);
        load.CountAcknowledged();
    }

    /// <summary>PUBACKs that arrived before the connection died, behind the one whose wait failed.</summary>
    private async Task CountTheRestAsync(Queue<Task<ReasonCode>> window)
    {
        foreach (var publish in window)
        {
            try
            {
                if (await publish == ReasonCode.Success)
                    Interlocked.Increment(ref _acknowledged);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidOperationException)
            {
                return;
            }
        }
    }
}
