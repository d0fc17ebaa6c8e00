using System.Buffers.Binary;
using System.Text;

namespace Ioc.Mqtt.Persistence;

/// <summary>The records of one frame, with room for the frame's head in front.</summary>
internal sealed class RecordBuffer(int startBytes)
{
    private readonly int _startBytes = startBytes;
    private byte[] _bytes = GC.AllocateUninitializedArray<byte>(startBytes);
    private int _length = FrameHeader.Bytes;

    public bool IsEmpty => _length == FrameHeader.Bytes;

    public int Length => _length;

    /// <summary>Head and records.</summary>
    public Span<byte> Frame => _bytes.AsSpan(0, _length);

    public void Clear(int keepBytesMax)
    {
        _length = FrameHeader.Bytes;
        if (_bytes.Length > keepBytesMax) _bytes = GC.AllocateUninitializedArray<byte>(_startBytes);
    }

    public void U8(byte value) => Take(1)[0] = value;

    public void U16(int value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(sizeof(ushort)), (ushort)value);

    public void U32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(sizeof(uint)), value);

    public void I64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), value);

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    public void Text(string value)
    {
        int bytes = Encoding.UTF8.GetByteCount(value);
        U16(bytes);
        Encoding.UTF8.GetBytes(value, Take(bytes));
    }

    private Span<byte> Take(int bytes)
    {
        if (_bytes.Length - _length < bytes) Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(_bytes.Length * 2L, _length + (long)bytes)));
        Span<byte> taken = _bytes.AsSpan(_length, bytes);
        _length += bytes;
        return taken;
    }
}
