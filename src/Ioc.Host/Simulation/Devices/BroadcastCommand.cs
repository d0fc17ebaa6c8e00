using System.Text.Json;

namespace Ioc.Host.Simulation.Devices;

/// <summary>A command as it stands in docs/mqtt.md, read the way a device reads it: what it does not know it ignores.</summary>
internal sealed record BroadcastCommand
{
    public required bool IsCancel { get; init; }

    public required string BroadcastId { get; init; }

    /// <summary>1 routine, 2 priority, 3 emergency.</summary>
    public int Level { get; init; } = 1;

    public string AudioPath { get; init; } = "";

    public double AudioSeconds { get; init; }

    public string AudioSha256 { get; init; } = "";

    public int VolumePercent { get; init; } = 70;

    public DateTimeOffset ExpiresAt { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>Null: not a command this firmware understands.</summary>
    public static BroadcastCommand? Parse(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            var json = document.RootElement;
            var type = json.GetProperty("type").GetString();
            var id = json.GetProperty("broadcast").GetString();
            if (string.IsNullOrEmpty(id))
                return null;
            return type switch
            {
                "cancel" => new BroadcastCommand { IsCancel = true, BroadcastId = id },
                "play" => Play(json, id),
                _ => null,
            };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static BroadcastCommand Play(JsonElement json, string id) => new()
    {
        IsCancel = false,
        BroadcastId = id,
        Level = json.GetProperty("level").GetString() switch { "emergency" => 3, "priority" => 2, _ => 1 },
        AudioPath = json.GetProperty("audio_path").GetString() ?? "",
        AudioSeconds = Math.Clamp(json.GetProperty("audio_seconds").GetDouble(), 0, 7_200),
        AudioSha256 = json.GetProperty("audio_sha256").GetString() ?? "",
        VolumePercent = json.TryGetProperty("volume_percent", out var volume) ? Math.Clamp(volume.GetInt32(), 0, 100) : 70,
        ExpiresAt = DateTimeOffset.UnixEpoch.AddSeconds(json.GetProperty("expires_at").GetDouble()),
    };
}
