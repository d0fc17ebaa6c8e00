namespace Ioc.Mqtt;

/// <summary>Control packet types (5.0 §2.1.2). The numbers are the wire's: the high nibble of the first byte.</summary>
internal enum PacketType : byte
{
    /// <summary>Forbidden on the wire; the property table uses its bit for the will's properties inside CONNECT.</summary>
    Reserved = 0,
    Connect = 1,
    ConnAck = 2,
    Publish = 3,
    PubAck = 4,
    PubRec = 5,
    PubRel = 6,
    PubComp = 7,
    Subscribe = 8,
    SubAck = 9,
    Unsubscribe = 10,
    UnsubAck = 11,
    PingReq = 12,
    PingResp = 13,
    Disconnect = 14,
    Auth = 15,
}
