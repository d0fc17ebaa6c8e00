namespace Ioc.Mqtt.Packets;

/// <summary>Whether SUBSCRIBE brings retained messages (5.0 §3.8.3.1). The numbers are the wire's.</summary>
internal enum RetainHandling : byte
{
    Send = 0,
    SendIfNew = 1,
    DoNotSend = 2,
}
