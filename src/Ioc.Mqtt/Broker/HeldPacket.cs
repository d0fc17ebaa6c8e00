namespace Ioc.Mqtt.Broker;

/// <summary>One PUBREL or PUBCOMP that may leave only after a commit.</summary>
internal readonly record struct HeldPacket(long Ticket, PacketType Type, ushort PacketId, ReasonCode Reason);
