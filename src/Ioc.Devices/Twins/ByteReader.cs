using System.Buffers.Binary;

namespace Ioc.Devices.Twins;

/// <summary>Reads little-endian fields; running over the end is sticky and reads as zeros, so callers check once.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public bool Failed { get; private set; }

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    /// <summary>A block with its length in front.</summary>
    public ReadOnlySpan<byte> Block()
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(Take(2));
        if (length <= _rest.Length)
            return Take(length);
        Failed = true;
        return default;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            Failed = true;
            _rest = default;
            return Zeros;
        }
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static ReadOnlySpan<byte> Zeros => [0, 0, 0, 0, 0, 0, 0, 0];
}
