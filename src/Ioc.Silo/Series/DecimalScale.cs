using System.Runtime.CompilerServices;

namespace Ioc.Silo.Series;

/// <summary>
/// Devices send decimals with few digits: 31.4 is 314 tenths, and integers pack well. A double is kept as an integer only where dividing
/// gives back exactly
/// the same bits; −0.0, huge values and long fractions stay doubles.
/// </summary>
internal static class DecimalScale
{
    /// <summary>Digits after the point that are tried; positions have 7, everything else fewer.</summary>
    public const int DigitsMax = 8;

    /// <summary>Not a scale: the values can't be integers.</summary>
    public const int None = -1;

    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];

    /// <summary>Largest magnitude whose integers a double holds one by one.</summary>
    private const double IntegerMax = 1L << 53;

    /// <summary>The fewest digits, at least <paramref name="digitsMin"/>, that keep the value exactly; or <see cref="None"/>.</summary>
    public static int Digits(double value, int digitsMin)
    {
        for (var digits = digitsMin; digits <= DigitsMax; digits++)
            if (TryScale(value, digits, out _))
                return digits;
        return None;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryScale(double value, int digits, out long scaled)
    {
        var product = value * Powers[digits];
        if (!(Math.Abs(product) <= IntegerMax))
        {
            scaled = 0;
            return false;
        }

        scaled = (long)Math.Round(product);
        return BitConverter.DoubleToInt64Bits(Unscale(scaled, digits)) == BitConverter.DoubleToInt64Bits(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Power(int digits) => Powers[digits];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Unscale(long scaled, int digits) => scaled / Powers[digits];
}
