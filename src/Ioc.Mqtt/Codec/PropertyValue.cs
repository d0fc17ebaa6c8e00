using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Codec;

/// <summary>One property as it lies in the packet.</summary>
internal ref struct PropertyValue
{
    public PropertyId Id;

    /// <summary>The value of the numeric kinds; a flag is 0 or 1.</summary>
    public uint Number;

    /// <summary>The value of the string and binary kinds; the name of a pair.</summary>
    public ReadOnlySpan<byte> Bytes;

    /// <summary>The value of a pair.</summary>
    public ReadOnlySpan<byte> PairValue;

    /// <summary>Identifier and value, for passing on unchanged.</summary>
    public ReadOnlySpan<byte> Raw;
}
