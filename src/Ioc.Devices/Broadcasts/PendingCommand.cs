namespace Ioc.Devices.Broadcasts;

/// <summary>A command a device has to be offered, now or when it connects.</summary>
/// <param name="Broadcast">Which broadcast.</param>
/// <param name="Delivery">The device's row.</param>
/// <param name="Cancel">True: stop or forget it; false: play it.</param>
public readonly record struct PendingCommand(Broadcast Broadcast, Delivery Delivery, bool Cancel);
