using System.Text;

namespace Ioc.Host.Benchmarks.Dashboard;

/// <summary>A loudspeaker on its own MQTT connection, whose twin changes with every message it sends.</summary>
internal sealed class ChangingDevice(RawMqttConnection connection, string deviceId) : IDisposable
{
    private bool _playing;
    private bool _broken;
    private ushort _packetId;
    private Task _sending = Task.CompletedTask;

    /// <summary>The last message is not acknowledged yet.</summary>
    public bool IsBusy => !_sending.IsCompleted;

    /// <summary>Begins or ends to play: a change without an alert.</summary>
    public Task TogglePlayingAsync(CancellationToken cancellationToken)
    {
        _playing = !_playing;
        return SayAsync(cancellationToken);
    }

    /// <summary>Its line opens or is mended: a change with an alert.</summary>
    public Task ToggleFaultAsync(CancellationToken cancellationToken)
    {
        _broken = !_broken;
        return SayAsync(cancellationToken);
    }

    public Task SayAsync(CancellationToken cancellationToken)
    {
        var playing = _playing ? """true,"playing_broadcast":"bench" """ : "false";
        return _sending = connection.PublishOneAsync(
            Packet(deviceId, "loudspeaker", $$"""{"line_state":"{{(_broken ? "open" : "ok")}}","amplifier_on":true,"mains_ok":true,"playing":{{playing}}}""", ++_packetId),
            cancellationToken);
    }

    public void Dispose() => connection.Dispose();

    /// <summary>A PUBLISH with QoS 1; <paramref name="packetId"/> 0 is made 1, which is free where each waits for its PUBACK.</summary>
    public static byte[] Packet(string deviceId, string kind, string payload, ushort packetId)
    {
        byte[] topic = Encoding.UTF8.GetBytes($"ioc/v1/{kind}/{deviceId}/telemetry"), body = Encoding.UTF8.GetBytes(payload);
        var remaining = 4 + topic.Length + body.Length;
        if (packetId == 0) packetId = 1;
        return [0x32, (byte)((remaining & 127) | 128), (byte)(remaining >> 7), 0, (byte)topic.Length, .. topic, (byte)(packetId >> 8), (byte)packetId, .. body];
    }
}
