using System.Buffers;
using System.Security.Cryptography;
using Ioc.Devices;
using Ioc.Gateway.Commands;
using Ioc.Gateway.Publishes;
using Ioc.Mqtt;
using Ioc.Mqtt.Client;
using Ioc.Silo.Broadcasts;
using Ioc.Silo.Intake;
using Ioc.Silo.Journal;
using Ioc.Silo.Provisioning;
using Ioc.Silo.Registry;
using Ioc.Silo.Rejections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ioc.Gateway.OutsideBroker;

/// <summary>
/// The gateway's way to an outside broker: ingests from it, publishes commands to it, and tells the journal from when to when devices can be
/// heard, so that the broker's outage is not the province's. Why nothing is lost or stored twice: docs/decisions/0007.
/// </summary>
internal sealed class BrokerLink : IHostedLifecycleService, ICommandChannel, IDeviceEdge, IAsyncDisposable
{
    private readonly OutsideBrokerOptions _options;
    private readonly IIntake _intake;
    private readonly IJournalTail _tail;
    private readonly GatewayMetrics _metrics;
    private readonly ILogger _logger;
    private readonly SeenMessages _seen;
    private readonly Deliveries _deliveries;
    private readonly MqttLink _link;
    private string? _problem;
    private bool _cleansSession = true;

    public BrokerLink(
        GatewayOptions options,
        IIntake intake,
        IJournalTail tail,
        IRegistry registry,
        IDeviceDoor door,
        IRejections rejections,
        IBroadcasts broadcasts,
        GatewayMetrics metrics,
        TimeProvider time,
        ILogger<BrokerLink> logger)
    {
        _options = options.OutsideBroker!;
        (_intake, _tail, _metrics, _logger) = (intake, tail, metrics, logger);
        _problem = $"The outside MQTT broker {_options.Address} was not reached yet.";
        _seen = new SeenMessages(GatewayLimits.SeenMessagesMax);
        _deliveries = new Deliveries(
            _seen, message => _link!.Acknowledge(message, flush: false), () => _link!.Flush(), () => _link!.Reconnect(), metrics);
        var ingest = new BrokerIngest(_deliveries, new DeviceQuotas(options, time), intake, registry, door, rejections, broadcasts, metrics, time);
        var linked = new MqttLinkOptions
        {
            Connection = Connection(_options),
            Subscriptions = BrokerSubscriptions.Wanted(_options),
            SubscribesAlways = true,
            OnConnecting = _deliveries.NextConnection,
            OnMessage = ingest.ReceiveAsync,
            OnStatus = ChangedAsync,
        };
        _link = new MqttLink(linked, time, new Random(RandomNumberGenerator.GetInt32(int.MaxValue)));
        metrics.ObserveBroker(() => _link.IsUp ? 1 : 0, () => _deliveries.Waiting);
    }

    /// <summary>Who is connected there, only the broker knows.</summary>
    public int? Connections => null;

    public string? Problem => Volatile.Read(ref _problem);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The silo has read its journal back and believes that devices can be heard; not before we are connected.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        _seen.Load(_tail.LastOfDevices(GatewayLimits.SeenMessagesMax).Select(entry => MessageDigest.Of(entry.Kind, entry.DeviceHandle, entry.Payload.Span)));
        await AppendAsync(EntryKind.ListeningStopped, cancellationToken);
        _link.Start();
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await AppendAsync(EntryKind.ListeningStopped, cancellationToken);
        await _link.StopAsync(TimeSpan.FromSeconds(GatewayLimits.BrokerDrainSeconds));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>No report of delivery exists here: the device's receipt tells, and until it does the ledger offers again when the device is heard.</summary>
    public async ValueTask<string> PublishAsync(Device device, OutboundCommand command, uint expirySeconds, CancellationToken cancellationToken)
    {
        // Not queued for an absent broker: the ledger has it already, and will know better by then.
        if (!_link.IsUp)
            return "away";
        var message = new MqttMessage
        {
            Topic = DeviceTopics.Command(device),
            Payload = command.Payload,
            // Without an expiry nobody would drop it: kept for an absent device, it would sound when the power is back at night.
            Qos = _options.Version == ProtocolVersion.V500 ? QualityOfService.AtLeastOnce : QualityOfService.AtMostOnce,
            ExpirySeconds = expirySeconds,
        };
        await _link.EnqueueAsync(message, Settled, cancellationToken);
        return "published";
    }

    public ValueTask DisposeAsync() => _link.DisposeAsync();

    private static MqttClientOptions Connection(OutsideBrokerOptions options) => MqttClientOptions.For(options.Address) with
    {
        ClientId = options.ClientId,
        UserName = options.UserName,
        Password = options.Password,
        Tls = options.Tls,
        Version = options.Version,
        CleanStart = false,
        SessionExpirySeconds = options.SessionExpirySeconds,
        AcknowledgesManually = true,
        Limits = new ClientLimits { ReceiveMax = options.ReceiveMax, ReceiveTolerated = GatewayLimits.SeenMessagesMax, InflightMax = GatewayLimits.CommandsInflightMax },
    };

    private void Settled(PublishResult result)
    {
        if (result.Outcome != PublishOutcome.Taken)
            _metrics.Command(result.Outcome.ToString().ToLowerInvariant());
    }

    private async ValueTask ChangedAsync(LinkStatus status, CancellationToken cancellationToken)
    {
        if (status.State == LinkState.Up)
        {
            if (_cleansSession && status.SessionPresent)
                await _link.UnsubscribeAsync(BrokerSubscriptions.Unwanted(_options), cancellationToken);
            _cleansSession = false;
            Volatile.Write(ref _problem, null);
            OutsideBrokerLog.Up(_logger, _options.Address, status.SessionPresent);
            await AppendAsync(EntryKind.ListeningStarted, cancellationToken);
            return;
        }

        var wasUp = Interlocked.Exchange(ref _problem, $"The outside MQTT broker {_options.Address} is away: {status.Detail}.") is null;
        if (wasUp)
        {
            OutsideBrokerLog.Down(_logger, _options.Address, status.Detail, status.RetryIn.TotalSeconds);
            await AppendAsync(EntryKind.ListeningStopped, cancellationToken);
        }
        else
        {
            OutsideBrokerLog.StillDown(_logger, _options.Address, status.Detail, status.RetryIn.TotalSeconds);
        }
    }

    // A journal that can't write is loud by itself; listening is judged again when entries flow again.
    private async ValueTask AppendAsync(EntryKind kind, CancellationToken cancellationToken)
    {
        while (_intake.Append(kind, deviceHandle: 0, ReadOnlySequence<byte>.Empty, listener: null) == AppendOutcome.NoRoom)
            await _intake.WaitForRoomAsync(cancellationToken);
    }
}
