using System.Text;
using Ioc.Devices;
using Ioc.Gateway.Publishes;
using Ioc.Mqtt;
using Ioc.Mqtt.Broker;
using Ioc.Silo.Intake;

namespace Ioc.Gateway.Sessions;

/// <summary>
/// One connection of one device, from CONNECT to its end: what the broker hands back to us as <see cref="IBrokerClient.State"/>.
/// The topic prefix is kept as UTF-8, so that the judgement of one publish is one comparison of spans.
/// It is the journal's listener for this connection: what it hears as durable, the broker acknowledges.
/// </summary>
internal sealed class DeviceSession : ICommitListener
{
    private readonly byte[] _topicPrefix;
    private readonly byte[] _credential;
    private readonly GatewayMetrics _metrics;
    private readonly PublishQuota? _quota;
    private volatile IBrokerClient? _client;
    private volatile bool _journalFailed;

    public DeviceSession(Device device, ReadOnlySpan<byte> credential, PublishQuota? quota, GatewayMetrics metrics)
    {
        Device = device;
        CommandTopic = DeviceTopics.Command(device);
        ConfigTopic = DeviceTopics.Config(device);
        _topicPrefix = Encoding.UTF8.GetBytes(DeviceTopics.Prefix(device));
        _credential = credential.ToArray();
        _metrics = metrics;
        _quota = quota;
    }

    /// <summary>The device as registered when it connected.</summary>
    public Device Device { get; }

    public string CommandTopic { get; }

    public string ConfigTopic { get; }

    /// <summary>What it signed in with, to see later whether that still holds. Never logged.</summary>
    public ReadOnlySpan<byte> Credential => _credential;

    /// <summary>It showed a certificate instead of a credential.</summary>
    public bool IsByCertificate => CertificateName is not null;

    /// <summary>Common name of the certificate it showed, to see later whether it still stands for the device; null: a credential.</summary>
    public string? CertificateName { get; init; }

    public IReadOnlyList<string> CertificateIdentities { get; init; } = [];

    public IBrokerClient? Client => _client;

    /// <summary>
    /// One of its messages was not kept. What it sent behind that one must not be kept either: the device sends all of it again, in order, and
    /// an earlier number that comes after a later one would be taken for late.
    /// </summary>
    public bool HasLostOne => _journalFailed;

    /// <summary>Called before anything of this connection is appended, so that a commit always finds the client.</summary>
    public void Attach(IBrokerClient client) => _client ??= client;

    /// <summary>True where the topic is this device's own; <paramref name="channelWord"/> is what follows the prefix.</summary>
    public bool IsOwnTopic(ReadOnlySpan<byte> topic, out ReadOnlySpan<byte> channelWord)
    {
        var own = topic.StartsWith(_topicPrefix);
        channelWord = own ? topic[_topicPrefix.Length..] : default;
        return own;
    }

    public bool TryTakeQuota() => _quota is null || _quota.TryTake();

    /// <inheritdoc/>
    public void Committed(int count, bool durable)
    {
        if (durable)
        {
            _client?.CompletePublishes(count);
            return;
        }

        _journalFailed = true;
        _metrics.JournalFailed(count);
        _client?.LosePublishes(count, ReasonCode.ServerBusy);
    }
}
