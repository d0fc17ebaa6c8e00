using Ioc.Silo.Series;

namespace Ioc.Silo.Rollups;

/// <summary>A row while it is rewritten: a column for each of its 16 devices. Reused; one thread.</summary>
internal sealed class RollupRow(RollupLevel level)
{
    private readonly RollupColumn[] _columns = [.. Enumerable.Range(0, GroupBlock.Devices).Select(_ => new RollupColumn(level.Buckets))];
    private readonly RollupBlockReader _reader = new();
    private readonly RollupBlockWriter _writer = new();
    private readonly ByteWriter _blocks = new();
    private readonly ByteWriter _data = new();

    public RollupLevel Level => level;

    /// <summary>Raw points that its buckets stand for.</summary>
    public long Points
    {
        get
        {
            long points = 0;
            foreach (var column in _columns)
                foreach (var count in column.Count)
                    points += count;
            return points;
        }
    }

    public RollupColumn Column(int slot) => _columns[slot];

    public void Clear()
    {
        foreach (var column in _columns)
            column.Clear(0, level.Buckets);
    }

    public void Load(ReadOnlySpan<byte> data)
    {
        Clear();
        Span<GroupEntry> entries = stackalloc GroupEntry[GroupBlock.Devices];
        foreach (var entry in entries[..GroupBlock.Index(data, entries)])
        {
            var column = _columns[entry.Slot % GroupBlock.Devices];
            _reader.Read(data.Slice(entry.Offset, entry.Length), level.Buckets, ref column);
        }
    }

    /// <summary>The row's bytes, until the next call; the same frame as a <see cref="GroupBlock"/>.</summary>
    public ReadOnlySpan<byte> Pack()
    {
        Span<(int Slot, int Length)> devices = stackalloc (int, int)[GroupBlock.Devices];
        var count = 0;
        _blocks.Clear();
        for (var slot = 0; slot < GroupBlock.Devices; slot++)
        {
            var start = _blocks.Length;
            if (_writer.Write(_columns[slot], _blocks))
                devices[count++] = (slot, _blocks.Length - start);
        }

        _data.Clear();
        _data.Byte(GroupBlock.Version);
        _data.Varint((ulong)count);
        foreach (var (slot, length) in devices[..count])
        {
            _data.Byte((byte)slot);
            _data.Varint((ulong)length);
        }

        _data.Bytes(_blocks.Written);
        GroupBlock.Seal(_data);
        return _data.Written;
    }
}
