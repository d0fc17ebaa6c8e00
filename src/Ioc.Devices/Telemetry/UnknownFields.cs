using System.Buffers.Binary;

namespace Ioc.Devices.Telemetry;

/// <summary>
/// Fields the table does not know, kept as they came: <c>[u16 name length][u16 value length][name][value as JSON]</c> one after another.
/// The same bytes lie in the twin and in its snapshot, so keeping them is one comparison and at most one copy.
/// </summary>
internal sealed class UnknownFields
{
    private const int HeaderBytes = 4;

    private readonly byte[] _bytes = new byte[TelemetryLimits.UnknownBytesMax];
    private int _length;
    private int _count;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public void Reset()
    {
        _length = 0;
        _count = 0;
    }

    /// <summary>Keeps one field, or leaves it out when there is no room.</summary>
    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var size = HeaderBytes + name.Length + value.Length;
        if (_count == TelemetryLimits.UnknownFieldsMax || _length + size > _bytes.Length)
            return;
        var at = _bytes.AsSpan(_length);
        BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)name.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(at[2..], (ushort)value.Length);
        name.CopyTo(at[HeaderBytes..]);
        value.CopyTo(at[(HeaderBytes + name.Length)..]);
        _length += size;
        _count++;
    }

    /// <summary>Adds the fields of an earlier message that this one does not have: newer ones win when the room is short.</summary>
    public void Merge(ReadOnlySpan<byte> earlier)
    {
        while (TryNext(ref earlier, out var name, out var value))
        {
            if (!Contains(name))
                Add(name, value);
        }
    }

    /// <summary>Takes one field off the front; false at the end or where the bytes make no sense.</summary>
    public static bool TryNext(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = default;
        value = default;
        if (bytes.Length < HeaderBytes)
            return false;
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        var valueLength = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
        if (HeaderBytes + nameLength + valueLength > bytes.Length)
            return false;
        name = bytes.Slice(HeaderBytes, nameLength);
        value = bytes.Slice(HeaderBytes + nameLength, valueLength);
        bytes = bytes[(HeaderBytes + nameLength + valueLength)..];
        return true;
    }

    private bool Contains(ReadOnlySpan<byte> wanted)
    {
        var rest = Bytes;
        while (TryNext(ref rest, out var name, out _))
        {
            if (name.SequenceEqual(wanted))
                return true;
        }
        return false;
    }
}
