namespace Ioc.Mqtt.Packets;

/// <summary>The wire form of a property's value (5.0 §2.2.2.2).</summary>
internal enum PropertyKind : byte
{
    Undefined,
    Flag,
    UInt16,
    UInt32,
    VariableInteger,
    Utf8,
    Binary,
    Utf8Pair,
}
