namespace Ioc.Silo.Broadcasts;

/// <summary>One command for one device.</summary>
/// <param name="DeviceHandle">The device.</param>
/// <param name="DeviceId">For the topic.</param>
/// <param name="BroadcastId">For the delivery report (<c>CommandDelivered</c>).</param>
/// <param name="Payload">UTF-8 JSON as in docs/mqtt.md.</param>
/// <param name="Cancel">Stop or forget it; else play it.</param>
/// <param name="ExpiresAt">After this it must not be published.</param>
public sealed record OutboundCommand(
    int DeviceHandle, string DeviceId, string BroadcastId, ReadOnlyMemory<byte> Payload, bool Cancel, DateTimeOffset ExpiresAt);
