namespace Ioc.Devices.Broadcasts;

/// <summary>One ledger row: one broadcast on one cluster.</summary>
public sealed record Delivery
{
    /// <summary>The reason of what the centre concluded because the device never told.</summary>
    public const string NoReceipt = "no receipt";

    public required string BroadcastId { get; init; }

    public required int DeviceHandle { get; init; }

    public required string DeviceId { get; init; }

    public required string UnitCode { get; init; }

    public required DeliveryState State { get; init; }

    /// <summary>Why rejected or failed, in the device's words (at most 200 characters).</summary>
    public string? Reason { get; init; }

    /// <summary>Seconds the device says it played.</summary>
    public double? PlayedSeconds { get; init; }

    /// <summary>
    /// True only where telemetry during the playing agrees: line ok, amplifier on, this broadcast playing. Null while unknown.
    /// </summary>
    public bool? Heard { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>An end that no device told.</summary>
    public bool IsConcluded => State == DeliveryState.Expired || Reason == NoReceipt;
}
