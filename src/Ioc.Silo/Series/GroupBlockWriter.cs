namespace Ioc.Silo.Series;

/// <summary>Puts device blocks together into one <see cref="GroupBlock"/>. Reused; one thread.</summary>
internal sealed class GroupBlockWriter
{
    private readonly BlockWriter _block = new();
    private readonly ByteWriter _blocks = new();
    private readonly ByteWriter _data = new();
    private readonly byte[] _slots = new byte[GroupBlock.Devices];
    private readonly int[] _lengths = new int[GroupBlock.Devices];
    private int _devices;

    /// <summary>Collects the current device's messages; <see cref="EndDevice"/> closes it.</summary>
    public BlockWriter Block => _block;

    /// <summary>Closes the device; one without messages leaves no trace.</summary>
    public void EndDevice(int deviceHandle, long baseMs)
    {
        if (_block.Messages == 0)
            return;
        var start = _blocks.Length;
        _block.Finish(baseMs, _blocks);
        _slots[_devices] = GroupBlock.SlotOf(deviceHandle);
        _lengths[_devices++] = _blocks.Length - start;
    }

    /// <summary>The row's bytes, until the next call.</summary>
    public ReadOnlySpan<byte> Finish()
    {
        _data.Clear();
        _data.Byte(GroupBlock.Version);
        _data.Varint((ulong)_devices);
        for (var index = 0; index < _devices; index++)
        {
            _data.Byte(_slots[index]);
            _data.Varint((ulong)_lengths[index]);
        }

        _data.Bytes(_blocks.Written);
        GroupBlock.Seal(_data);
        _blocks.Clear();
        _devices = 0;
        return _data.Written;
    }
}
