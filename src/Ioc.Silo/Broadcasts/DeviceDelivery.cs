using Ioc.Devices.Broadcasts;

namespace Ioc.Silo.Broadcasts;

/// <summary>A ledger row as the device's page shows it: with what was to be played.</summary>
public sealed record DeviceDelivery(Broadcast Broadcast, Delivery Delivery);
