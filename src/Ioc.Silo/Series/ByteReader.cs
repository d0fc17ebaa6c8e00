using System.Buffers.Binary;

namespace Ioc.Silo.Series;

/// <summary>
/// Reads what <see cref="ByteWriter"/> wrote. Bytes come from our own file, yet a disk may lie: every read is within bounds, and what can't
/// be is
/// an <see cref="InvalidDataException"/>, not a wild loop.
/// </summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>What was not read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _bytes[_at..];

    public byte Byte() => _at < _bytes.Length ? _bytes[_at++] : throw Broken();

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if ((uint)count > (uint)(_bytes.Length - _at))
            throw Broken();
        var taken = _bytes.Slice(_at, count);
        _at += count;
        return taken;
    }

    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw Broken();
    }

    /// <summary>
    /// A count of things that each take at least <paramref name="bytesEach"/> of what follows: a broken count can't make us allocate.
    /// </summary>
    public int Count(int bytesEach, int max = int.MaxValue)
    {
        var count = Varint();
        return count <= (ulong)Math.Min(max, (_bytes.Length - _at) / bytesEach) ? (int)count : throw Broken();
    }

    public long Signed()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Bytes(sizeof(double)));

    public void SkipVarints(int count)
    {
        while (count > 0)
            if (Byte() < 0x80)
                count--;
    }

    public static InvalidDataException Broken() => new("A telemetry block is damaged: telemetry.db is not as it was written. Check the disk.");
}
