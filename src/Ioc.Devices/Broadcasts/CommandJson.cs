using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ioc.Devices.Broadcasts;

/// <summary>Payloads of the command channel, as docs/mqtt.md states them.</summary>
public static class CommandJson
{
    // Vietnamese letters stay letters: half the bytes, and people can read a captured message. Devices don't show HTML.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(in PendingCommand command) => command.Cancel ? Cancel(command.Broadcast.Id) : Play(command.Broadcast);

    public static byte[] Play(Broadcast broadcast) => Write(json =>
    {
        json.WriteString("type", "play");
        json.WriteString("broadcast", broadcast.Id);
        json.WriteString("level", broadcast.Level switch
        {
            BulletinLevel.Emergency => "emergency",
            BulletinLevel.Priority => "priority",
            _ => "routine",
        });
        json.WriteBoolean("exercise", broadcast.Exercise);
        json.WriteString("title", broadcast.Title);
        json.WriteString("audio_path", broadcast.AudioPath);
        json.WriteNumber("audio_seconds", broadcast.AudioSeconds);
        json.WriteString("audio_sha256", broadcast.AudioSha256);
        json.WriteNumber("volume_percent", broadcast.VolumePercent);
        json.WriteNumber("expires_at", broadcast.ExpiresAt.ToUnixTimeSeconds());
    });

    public static byte[] Cancel(string broadcastId) => Write(json =>
    {
        json.WriteString("type", "cancel");
        json.WriteString("broadcast", broadcastId);
    });

    private static byte[] Write(Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
