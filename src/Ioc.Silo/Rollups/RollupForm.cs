using Ioc.Silo.Series;

namespace Ioc.Silo.Rollups;

/// <summary>
/// How one metric of one device over a span is packed. As in <see cref="BlockWriter"/>, decimals become integers; a bucket's values are near
/// those of the one before, or follow from others of the same bucket, and what is left is small and written by Rice's code.
/// <code>
/// block   = form:byte, (unless whole) first:varint and extent:varint, count:varint, min:signed (not for doubles), bits...
/// form    = digits after the point 0-8, or 15 for doubles; +16 whole: the span's every bucket; +32 sparse; +64 still; +128 counts differ
/// bits    = (sparse) a bit for each bucket of the extent, (counts differ) parameter and distances, columns
/// columns = parameter of min, (unless still) parameter of range, its way, parameter of sum, then for each bucket
///           min: distance to the one before; range = max − min: itself or its distance to the one before, whichever way is shorter
///           last − min: as many bits as the range has; sum: distance to its middle, count × (min + range / 2)
///           or as doubles min, (unless still) max, last, sum
/// still   = in every bucket all points have one value: the sum is count × min
/// </code>
/// Of a bucket without range, last and sum follow. Of one with two points the sum does, and its last is one of the two.
/// <para>
/// Counts, smallest, largest and last values are exact, bit for bit. A sum of decimals is stored as the decimal that it is, which the running
/// sum of doubles misses by its rounding.
/// </para>
/// Rejected: bytes instead of bits (a third to two thirds more), and a general compressor behind them (half the way there, at ten times the time).
/// </summary>
internal static class RollupForm
{
    public const byte Doubles = BlockWriter.FormDoubles;
    public const byte Whole = 16;
    public const byte Sparse = 32;
    public const byte Still = 64;
    public const byte CountsDiffer = 128;

    public const int ParameterBits = 6;

    /// <summary>A parameter that says: all distances are 0 and none is written.</summary>
    public const int Nothing = (1 << ParameterBits) - 1;

    /// <summary>About what the sum of so many values between min and min + range is. Wraps, and wraps back.</summary>
    public static long Middle(int count, long min, long range) => unchecked((count * min) + (count * range / 2));

    public static ulong Folded(long value) => (ulong)((value << 1) ^ (value >> 63));

    public static long Unfolded(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
