using System.Diagnostics;

namespace Ioc.Silo.Series;

/// <summary>
/// Rows of several buffers by device, each device's in the order they came: a counting sort, because handles are dense and a write must not
/// pay
/// a comparison sort's logarithm for every message. Reused; one thread.
/// </summary>
internal sealed class RowOrder
{
    private readonly List<PointRows> _buffers = [];
    private int[] _ends = new int[1_024];
    private long[] _ordered = new long[1_024];

    public int Count { get; private set; }

    /// <summary>Sorts the rows above <paramref name="watermark"/>; those at or below are stored already.</summary>
    public void Fill(IReadOnlyList<PointBuffer> buffers, long watermark, long position)
    {
        _buffers.Clear();
        var highest = 0;
        foreach (var buffer in buffers)
        {
            var rows = buffer.Rows();
            _buffers.Add(rows);
            foreach (var handle in rows.Handles)
                highest = Math.Max(highest, handle);
        }

        CountHandles(highest, watermark, position);
        Place(watermark);
    }

    public int Handle(int index) => Rows(index).Handles[Row(index)];

    public PointRows Rows(int index) => _buffers[(int)(_ordered[index] >> 32)];

    public int Row(int index) => (int)_ordered[index];

    /// <summary>Lets go of the buffers' arrays.</summary>
    public void Release() => _buffers.Clear();

    private void CountHandles(int highest, long watermark, long position)
    {
        if (_ends.Length < highest + 2)
            _ends = new int[Math.Max(highest + 2, _ends.Length * 2)];
        Array.Clear(_ends);
        foreach (var rows in _buffers)
        {
            var handles = rows.Handles;
            for (var row = 0; row < handles.Length; row++)
            {
                if (rows.Position(row) > position)
                    throw new UnreachableException(
                        $"BUG: a buffer holds position {rows.Position(row)}, beyond the write's {position}: a crash would store it twice.");
                if (rows.Position(row) > watermark)
                    _ends[handles[row] + 1]++;
            }
        }

        for (var handle = 1; handle < highest + 2; handle++)
            _ends[handle] += _ends[handle - 1];
        Count = _ends[highest + 1];
    }

    // _ends[handle] is where the handle's rows begin, and moves to where they end.
    private void Place(long watermark)
    {
        if (_ordered.Length < Count)
            _ordered = new long[Math.Max(Count, _ordered.Length * 2)];
        for (var buffer = 0; buffer < _buffers.Count; buffer++)
        {
            var handles = _buffers[buffer].Handles;
            for (var row = 0; row < handles.Length; row++)
                if (_buffers[buffer].Position(row) > watermark)
                    _ordered[_ends[handles[row]]++] = ((long)buffer << 32) | (uint)row;
        }
    }
}
