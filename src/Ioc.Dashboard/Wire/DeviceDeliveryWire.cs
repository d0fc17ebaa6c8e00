using Ioc.Devices.Broadcasts;
using Ioc.Silo.Broadcasts;

namespace Ioc.Dashboard.Wire;

internal sealed record DeviceDeliveryWire(
    string BroadcastId, string Title, [property: Words(typeof(BulletinLevel))] string Level, bool Exercise, DateTimeOffset CreatedAt, [property: Words(typeof(DeliveryState))] string State, string? Reason, double? PlayedSeconds, bool? Heard,
    DateTimeOffset ChangedAt)
{
    public static DeviceDeliveryWire Of(DeviceDelivery one) => new(
        one.Broadcast.Id, one.Broadcast.Title, EnumWords<BulletinLevel>.Word(one.Broadcast.Level), one.Broadcast.Exercise, one.Broadcast.CreatedAt,
        EnumWords<DeliveryState>.Word(one.Delivery.State), one.Delivery.Reason, one.Delivery.PlayedSeconds, one.Delivery.Heard, one.Delivery.ChangedAt);
}
