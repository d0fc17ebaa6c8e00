namespace Ioc.Devices.Broadcasts;

/// <summary>What a device says became of a broadcast.</summary>
/// <param name="BroadcastId">The broadcast.</param>
/// <param name="State">Accepted, Rejected, Playing, Finished, Failed or Cancelled.</param>
/// <param name="Reason">In the device's words, at most 200 characters.</param>
/// <param name="PlayedSeconds">Seconds played so far.</param>
public readonly record struct Receipt(string BroadcastId, DeliveryState State, string? Reason = null, double? PlayedSeconds = null);
