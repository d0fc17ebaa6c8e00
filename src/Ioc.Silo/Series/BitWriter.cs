namespace Ioc.Silo.Series;

/// <summary>
/// Appends bits behind each other, lowest first, to a <see cref="ByteWriter"/>. Numbers that are mostly small are written by Rice's code: what
/// is above the lowest <c>k</c> bits in unary, then those bits. It needs one parameter a column, no table, and one count of bits to read.
/// </summary>
internal ref struct BitWriter(ByteWriter bytes)
{
    /// <summary>So many ones say that all 64 bits follow: one outlier in a column must not cost its size in unary.</summary>
    public const int EscapeOnes = 16;

    /// <summary>With the unary part it fits what a reader holds at once.</summary>
    public const int ParameterMax = 39;

    private ulong _pending;
    private int _count;

    /// <param name="value">Nothing above the lowest <paramref name="count"/> bits.</param>
    /// <param name="count">0 to 56.</param>
    public void Bits(ulong value, int count)
    {
        _pending |= value << _count;
        for (_count += count; _count >= 8; _count -= 8)
        {
            bytes.Byte((byte)_pending);
            _pending >>= 8;
        }
    }

    public void Whole(ulong value)
    {
        Bits(value & uint.MaxValue, 32);
        Bits(value >> 32, 32);
    }

    public void Rice(ulong value, int parameter)
    {
        if (value >> parameter >= EscapeOnes)
        {
            Bits((1UL << EscapeOnes) - 1, EscapeOnes);
            Whole(value);
            return;
        }

        var ones = (int)(value >> parameter);
        Bits((1UL << ones) - 1, ones + 1);
        Bits(value & ((1UL << parameter) - 1), parameter);
    }

    /// <summary>Fills the last byte with zeros.</summary>
    public void End()
    {
        if (_count > 0)
            bytes.Byte((byte)_pending);
        (_pending, _count) = (0, 0);
    }
}
