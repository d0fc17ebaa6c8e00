using Ioc.Devices.Broadcasts;

namespace Ioc.Silo.Broadcasts;

/// <summary>A delivery as its table's columns.</summary>
internal sealed class DeliveryRow
{
    public required string BroadcastId { get; init; }

    public required long DeviceHandle { get; init; }

    public required string DeviceId { get; init; }

    public required string UnitCode { get; init; }

    public required long State { get; init; }

    public string? Reason { get; init; }

    public double? PlayedSeconds { get; init; }

    public long? Heard { get; init; }

    public required long ChangedMs { get; init; }

    public static DeliveryRow Of(Delivery delivery) => new()
    {
        BroadcastId = delivery.BroadcastId,
        DeviceHandle = delivery.DeviceHandle,
        DeviceId = delivery.DeviceId,
        UnitCode = delivery.UnitCode,
        State = (long)delivery.State,
        Reason = delivery.Reason,
        PlayedSeconds = delivery.PlayedSeconds,
        Heard = delivery.Heard is { } heard ? (heard ? 1 : 0) : null,
        ChangedMs = delivery.ChangedAt.ToUnixTimeMilliseconds(),
    };

    public Delivery ToDelivery() => new()
    {
        BroadcastId = BroadcastId,
        DeviceHandle = (int)DeviceHandle,
        DeviceId = DeviceId,
        UnitCode = UnitCode,
        State = (DeliveryState)State,
        Reason = Reason,
        PlayedSeconds = PlayedSeconds,
        Heard = Heard is null ? null : Heard == 1,
        ChangedAt = DateTimeOffset.FromUnixTimeMilliseconds(ChangedMs),
    };
}
