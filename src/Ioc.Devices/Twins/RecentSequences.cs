using System.Runtime.CompilerServices;

namespace Ioc.Devices.Twins;

/// <summary>The last sequence numbers of a device with the hashes of their payloads, in the twin itself: no array, no header.</summary>
internal struct RecentSequences
{
    private Numbers _numbers;
    private Hashes _hashes;
    private byte _count;
    private byte _next;

    public readonly int Count => _count;

    public readonly bool Contains(long sequence, uint hash, bool sameHashOnly)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_numbers[i] == sequence && (!sameHashOnly || _hashes[i] == hash))
                return true;
        }
        return false;
    }

    public void Add(long sequence, uint hash)
    {
        _numbers[_next] = sequence;
        _hashes[_next] = hash;
        _next = (byte)((_next + 1) % TwinLimits.SequencesKept);
        _count = (byte)Math.Min(_count + 1, TwinLimits.SequencesKept);
    }

    public void Clear() => this = default;

    /// <summary>Oldest first.</summary>
    public readonly (long Sequence, uint Hash) At(int index)
    {
        var slot = (_next - _count + index + TwinLimits.SequencesKept) % TwinLimits.SequencesKept;
        return (_numbers[slot], _hashes[slot]);
    }

    [InlineArray(TwinLimits.SequencesKept)]
    private struct Numbers
    {
        private long _first;
    }

    [InlineArray(TwinLimits.SequencesKept)]
    private struct Hashes
    {
        private uint _first;
    }
}
