using System.Numerics;
using Ioc.Silo.Series;

namespace Ioc.Silo.Rollups;

/// <summary>Numbers that will be written by Rice's code, and the parameter that makes them short. Reused.</summary>
internal sealed class RiceColumn
{
    private ulong[] _values = new ulong[128];
    private int _count;

    public int Parameter { get; private set; }

    public long Bits { get; private set; }

    public ulong this[int index] => _values[index];

    public void Begin(int count)
    {
        if (_values.Length < count)
            _values = new ulong[count];
        _count = 0;
    }

    public void Add(ulong value) => _values[_count++] = value;

    /// <summary>Chooses between what suits the mean and what suits most: an outlier pulls the mean far away.</summary>
    public void End()
    {
        (Parameter, Bits) = (RollupForm.Nothing, 0);
        ulong any = 0;
        double sum = 0;
        var lengths = 0;
        foreach (var value in _values.AsSpan(0, _count))
        {
            any |= value;
            sum += value;
            lengths += Length(value);
        }

        if (any == 0)
            return;
        var forMean = Math.Clamp(Length((ulong)Math.Min(sum / _count, long.MaxValue)) - 1, 0, BitWriter.ParameterMax);
        var forMost = Math.Clamp((lengths / _count) - 1, 0, BitWriter.ParameterMax);
        (Parameter, Bits) = (forMean, BitsWith(forMean));
        if (forMost != forMean && BitsWith(forMost) is var bits && bits < Bits)
            (Parameter, Bits) = (forMost, bits);
    }

    private long BitsWith(int parameter)
    {
        long bits = 0;
        foreach (var value in _values.AsSpan(0, _count))
            bits += value >> parameter >= BitWriter.EscapeOnes ? BitWriter.EscapeOnes + 64 : (long)(value >> parameter) + 1 + parameter;
        return bits;
    }

    private static int Length(ulong value) => 64 - BitOperations.LeadingZeroCount(value);
}
