using System.Globalization;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Persistence;

/// <summary>A client that keeps its half of the session through anything: the simplest that the standard allows.</summary>
internal sealed class ModelClient(string clientId)
{
    private readonly List<Outgoing> _outgoing = [];
    private readonly HashSet<ushort> _received = [];
    private RawClient? _raw;
    private ushort _lastId;
    private bool _known;

    public bool IsConnected => _raw is not null;

    public int Unfinished => _outgoing.Count;

    public int PacketsRead { get; private set; }

    public List<(string Text, int Qos)> Published { get; } = [];

    /// <summary>Every delivery to the application; a QoS 1 message may come more than once.</summary>
    public List<string> Deliveries { get; } = [];

    public async Task ConnectAsync(StoreRig rig)
    {
        _raw = await rig.ConnectAsync(clientId, present: _known);
        _known = true;
        foreach (Outgoing entry in _outgoing.ToArray())
        {
            await _raw.SendAsync(entry.IsReceived ? Say.Ack(PacketType.PubRel, entry.PacketId) : entry.Publish(duplicate: true));
        }
    }

    public async Task SubscribeAsync(string filter) => await _raw!.SubscribeAsync(filter, QualityOfService.ExactlyOnce);

    public async Task PublishAsync(string topic, int qos)
    {
        // As a client with a small Receive Maximum; it waits by not publishing.
        if (_raw is null || _outgoing.Count >= 20) return;
        do
        {
            _lastId = (ushort)((_lastId % 30) + 1);
        }
        while (_outgoing.Any(o => o.PacketId == _lastId));

        var entry = new Outgoing(_lastId, topic, Published.Count.ToString(CultureInfo.InvariantCulture), qos);
        _outgoing.Add(entry);
        Published.Add((entry.Text, qos));
        await _raw.SendAsync(entry.Publish(duplicate: false));
    }

    /// <summary>Reads and answers everything up to the answer to a ping.</summary>
    public async Task PumpAsync()
    {
        if (_raw is null) return;
        await _raw.SendAsync(new PingPacket(PacketType.PingReq));
        while (await _raw.ReadAsync() is var packet && packet.Type != PacketType.PingResp)
        {
            PacketsRead++;
            await HandleAsync(packet);
        }
    }

    public async Task DropAsync()
    {
        if (_raw is null) return;
        await _raw.DisposeAsync();
        _raw = null;
    }

    private async Task HandleAsync(Packet packet)
    {
        switch (packet)
        {
            case PublishPacket { Qos: QualityOfService.AtLeastOnce } publish:
                Deliveries.Add(publish.Text());
                await _raw!.SendAsync(Say.Ack(PacketType.PubAck, publish.PacketId));
                break;
            case PublishPacket { Qos: QualityOfService.ExactlyOnce } publish:
                if (_received.Add(publish.PacketId)) Deliveries.Add(publish.Text());
                await _raw!.SendAsync(Say.Ack(PacketType.PubRec, publish.PacketId));
                break;
            case AckPacket { Type: PacketType.PubRel } ack:
                _received.Remove(ack.PacketId);
                await _raw!.SendAsync(Say.Ack(PacketType.PubComp, ack.PacketId));
                break;
            case AckPacket { Type: PacketType.PubRec } ack:
                Outgoing taken = _outgoing.Single(o => o.PacketId == ack.PacketId);
                taken.IsReceived = true;
                await _raw!.SendAsync(Say.Ack(PacketType.PubRel, ack.PacketId));
                break;
            case AckPacket { Type: PacketType.PubAck or PacketType.PubComp } ack:
                Assert.Equal(1, _outgoing.RemoveAll(o => o.PacketId == ack.PacketId));
                break;
            default:
                Assert.Fail($"{clientId} got {packet}");
                break;
        }
    }

    private sealed class Outgoing(ushort packetId, string topic, string text, int qos)
    {
        public ushort PacketId { get; } = packetId;

        public string Text { get; } = text;

        public bool IsReceived { get; set; }

        public PublishPacket Publish(bool duplicate) => Say.Publish(topic, Text, qos, PacketId, duplicate: duplicate);
    }
}
