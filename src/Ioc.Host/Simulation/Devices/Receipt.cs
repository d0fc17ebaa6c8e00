using System.Buffers;
using System.Text.Json;

namespace Ioc.Host.Simulation.Devices;

/// <summary>Writes receipts as in docs/mqtt.md.</summary>
internal static class Receipt
{
    public static ReadOnlyMemory<byte> Write(string broadcastId, string state, string? reason = null, double? playedSeconds = null)
    {
        var buffer = new ArrayBufferWriter<byte>(160);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("broadcast", broadcastId);
        json.WriteString("state", state);
        if (reason is not null)
            json.WriteString("reason", reason);
        if (playedSeconds is { } seconds)
            json.WriteNumber("played_seconds", Math.Round(seconds, 1));
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
