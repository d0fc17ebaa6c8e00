using System.Text.Json.Serialization;

namespace Ioc.Devices.Broadcasts;

/// <summary>One broadcast as an operator ordered it.</summary>
public sealed record Broadcast
{
    /// <summary>Like a device id; commands, receipts and telemetry name the broadcast by it.</summary>
    public required string Id { get; init; }

    public required BulletinLevel Level { get; init; }

    public required string Title { get; init; }

    /// <summary>What is spoken, 1 to 4,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>A drill: text and screens say so.</summary>
    public bool Exercise { get; init; }

    /// <summary>Unit codes and device ids as the operator picked them.</summary>
    public IReadOnlyList<string> TargetUnits { get; init; } = [];

    public IReadOnlyList<string> TargetDevices { get; init; } = [];

    /// <summary>Where a device fetches the audio: a path on this server.</summary>
    public required string AudioPath { get; init; }

    /// <summary>Length of the audio in seconds.</summary>
    public required double AudioSeconds { get; init; }

    /// <summary>SHA-256 of the audio, lower-case hexadecimal: the device checks it before it plays.</summary>
    public required string AudioSha256 { get; init; }

    public int VolumePercent { get; init; } = 70;

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Nothing starts to play after this instant; a device that returns later ignores the command.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What began in time has ended by then, and its last word should be here: until then it can still be stopped.</summary>
    [JsonIgnore]
    public DateTimeOffset SilentAt => ExpiresAt.AddSeconds(AudioSeconds + BroadcastLimits.ReceiptGraceSeconds);

    public DateTimeOffset? CancelledAt { get; init; }

    public string? CancelledBy { get; init; }
}
