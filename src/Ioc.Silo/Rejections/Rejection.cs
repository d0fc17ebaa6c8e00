using Ioc.Devices.Rejections;

namespace Ioc.Silo.Rejections;

/// <summary>One refused message, as operators see it.</summary>
/// <param name="At">Server time.</param>
/// <param name="Reason">Why.</param>
/// <param name="ClientId">The MQTT client id or device id that sent it (at most 128 characters).</param>
/// <param name="Topic">The topic it was sent to (at most 256 characters).</param>
/// <param name="Detail">What exactly, for example the field's name; null where the reason says it all.</param>
/// <param name="PayloadBytes">Whole length of the payload.</param>
/// <param name="Sample">The payload's first bytes (at most 256), printable.</param>
public sealed record Rejection(
    DateTimeOffset At, RejectionReason Reason, string ClientId, string Topic, string? Detail, int PayloadBytes, string Sample);
