using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ioc.Silo.Series;

/// <summary>
/// Reads what <see cref="BitWriter"/> wrote. Behind the end there are zeros, so that nothing is asked of memory that is not ours; <see cref="End"/>
/// then says that the bytes are broken.
/// </summary>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private ulong _buffer;
    private int _held;
    private int _at;

    /// <param name="count">0 to 56.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Bits(int count)
    {
        Fill();
        var value = _buffer & ((1UL << count) - 1);
        Drop(count);
        return value;
    }

    public ulong Whole() => Bits(32) | (Bits(32) << 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Rice(int parameter)
    {
        Fill();
        var ones = BitOperations.TrailingZeroCount(~_buffer);
        if (ones >= BitWriter.EscapeOnes)
        {
            Drop(BitWriter.EscapeOnes);
            return Whole();
        }

        Drop(ones + 1);
        var low = _buffer & ((1UL << parameter) - 1);
        Drop(parameter);
        return ((ulong)ones << parameter) | low;
    }

    /// <summary>All was there; otherwise throws.</summary>
    public readonly void End()
    {
        if ((_at * 8L) - _held > _bytes.Length * 8L)
            throw ByteReader.Broken();
    }

    /// <summary>
    /// At least 56 bits. Bits above those that are counted may be there already; they are what the next turn brings in the same places.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fill()
    {
        if (_bytes.Length - _at >= sizeof(ulong))
        {
            _buffer |= BinaryPrimitives.ReadUInt64LittleEndian(_bytes[_at..]) << _held;
            _at += (63 - _held) >> 3;
            _held |= 56;
        }
        else
        {
            FillSlowly();
        }
    }

    private void FillSlowly()
    {
        for (; _held <= 56; _held += 8)
        {
            if (_at < _bytes.Length)
                _buffer |= (ulong)_bytes[_at] << _held;
            _at++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Drop(int count)
    {
        _buffer >>= count;
        _held -= count;
    }
}
