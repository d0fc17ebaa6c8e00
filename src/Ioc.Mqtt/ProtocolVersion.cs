namespace Ioc.Mqtt;

/// <summary>The protocol level byte of CONNECT (3.1.1 §3.1.2.2, 5.0 §3.1.2.2). The numbers are the wire's.</summary>
public enum ProtocolVersion : byte
{
    V311 = 4,
    V500 = 5,
}
