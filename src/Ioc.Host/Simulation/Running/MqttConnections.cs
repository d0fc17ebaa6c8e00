using System.Net.Sockets;
using Ioc.Devices;
using Ioc.Host.Simulation.Devices;
using Ioc.Mqtt;
using Ioc.Mqtt.Client;

namespace Ioc.Host.Simulation.Running;

/// <summary>
/// The real network: an MQTT 5.0 client per device over its own TCP connection, with last will, persistent session and a subscription to
/// its commands; downloads over HTTP. Reports to the loop by mail.
/// </summary>
internal sealed class MqttConnections : IDeviceConnections, IAsyncDisposable
{
    /// <summary>A session outlives its connection so long: commands given meanwhile arrive after it, unless expired.</summary>
    private const uint SessionExpirySeconds = 3_600;

    private static readonly ReadOnlyMemory<byte> Offline = """{"state":"offline"}"""u8.ToArray();

    private readonly SimulatorOptions _options;
    private readonly AudioFetcher _fetcher;
    private readonly TimeProvider _time;
    private readonly MqttClient?[] _clients;
    private readonly SemaphoreSlim _connecting = new(SimulatorLimits.ConnectsAtOnceMax);
    private readonly CancellationTokenSource _stopping = new();
    private Action<Mail> _deliver = _ => { };
    private int _busy;

    public MqttConnections(SimulatorOptions options, AudioFetcher fetcher, TimeProvider time)
    {
        _options = options;
        _fetcher = fetcher;
        _time = time;
        _clients = new MqttClient?[options.Devices.Count];
    }

    /// <summary>Once, before anything is opened.</summary>
    public void DeliverTo(Action<Mail> deliver) => _deliver = deliver;

    public void Open(int index, int epoch) => _ = OpenAsync(index, epoch);

    public void Cut(int index) => Interlocked.Exchange(ref _clients[index], null)?.Abort();

    public bool TryPublish(int index, string topic, ReadOnlyMemory<byte> payload) =>
        Volatile.Read(ref _clients[index])?.TryPublish(topic, payload.Span, QualityOfService.AtLeastOnce) ?? false;

    public void Fetch(int index, BroadcastCommand command) => _ = FetchAsync(index, command);

    /// <summary>Says goodbye on every connection, so that the end of a simulation is no mass failure; gives up after ten seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10), _time);
        try
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, _clients.Length),
                new ParallelOptions { MaxDegreeOfParallelism = SimulatorLimits.ConnectsAtOnceMax, CancellationToken = patience.Token },
                async (index, _) =>
                {
                    if (Interlocked.Exchange(ref _clients[index], null) is { } client)
                        await client.DisconnectAsync();
                });
        }
        catch (OperationCanceledException)
        {
            foreach (var client in _clients)
                client?.Abort();
        }

        // Whoever still connects or downloads has been told to stop; the slots they hold must outlive them.
        while (Volatile.Read(ref _busy) > 0 && !patience.IsCancellationRequested)
            await Task.Yield();
        _connecting.Dispose();
        _stopping.Dispose();
    }

    private async Task OpenAsync(int index, int epoch)
    {
        Interlocked.Increment(ref _busy);
        string why;
        try
        {
            await _connecting.WaitAsync(_stopping.Token);
            MqttClient? client;
            try
            {
                (client, why) = await ConnectAsync(index, epoch, _stopping.Token);
            }
            finally
            {
                _connecting.Release();
            }

            if (client is not null)
            {
                _deliver(new Mail(MailKind.Opened, index, epoch));
                _ = WatchAsync(client, index, epoch);
                return;
            }
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
        {
            why = exception.Message;
        }
        finally
        {
            Interlocked.Decrement(ref _busy);
        }

        _deliver(new Mail(MailKind.Closed, index, epoch, Text: why));
    }

    private async Task<(MqttClient? Client, string Why)> ConnectAsync(int index, int epoch, CancellationToken cancellationToken)
    {
        var (device, credential) = _options.Devices[index];
        var prefix = $"ioc/v1/{device.Kind.Word()}/{device.Id}/";
        var client = new MqttClient(_time);
        var result = await client.ConnectAsync(
            new MqttClientOptions
            {
                Host = _options.Host,
                Port = _options.MqttPort,
                ClientId = device.Id,
                UserName = device.Id,
                Password = credential,
                CleanStart = false,
                SessionExpirySeconds = SessionExpirySeconds,
                KeepAliveSeconds = 60,
                Will = new MqttWill { Topic = prefix + "status", Payload = Offline, Qos = QualityOfService.AtLeastOnce, Retain = true },
                OnMessage = (_, message) =>
                {
                    // Nothing left of its time: as good as not received, whatever the device's own clock says.
                    if (message.ExpirySeconds != 0)
                        _deliver(new Mail(MailKind.Command, index, epoch, message.Payload));
                    return ValueTask.CompletedTask;
                },
            },
            cancellationToken);
        if (!result.IsAccepted)
            return (null, $"{device.Id}: refused with {result.Reason}");
        Volatile.Write(ref _clients[index], client);
        await client.SubscribeAsync(prefix + "command", QualityOfService.AtLeastOnce, cancellationToken);
        return (client, "");
    }

    private async Task WatchAsync(MqttClient client, int index, int epoch)
    {
        var closed = await client.Closed;
        Interlocked.CompareExchange(ref _clients[index], null, client);
        _deliver(new Mail(MailKind.Closed, index, epoch, Text: $"{closed.Reason} {closed.Code}"));
    }

    private async Task FetchAsync(int index, BroadcastCommand command)
    {
        Interlocked.Increment(ref _busy);
        try
        {
            var outcome = await _fetcher.FetchAsync(command, _stopping.Token);
            _deliver(new Mail(MailKind.Fetched, index, Text: command.BroadcastId, Fetch: outcome));
        }
        catch (OperationCanceledException)
        {
            // The simulation is ending; nobody waits for the audio.
        }
        finally
        {
            Interlocked.Decrement(ref _busy);
        }
    }
}
