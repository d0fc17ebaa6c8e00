using Ioc.Devices.Broadcasts;

namespace Ioc.Dashboard.Wire;

internal sealed record DeliveryWire(
    string DeviceId, string UnitCode, [property: Words(typeof(DeliveryState))] string State, string? Reason, double? PlayedSeconds, bool? Heard, DateTimeOffset ChangedAt)
{
    public static DeliveryWire Of(Delivery row) => new(
        row.DeviceId, row.UnitCode, EnumWords<DeliveryState>.Word(row.State), row.Reason, row.PlayedSeconds, row.Heard, row.ChangedAt);
}
