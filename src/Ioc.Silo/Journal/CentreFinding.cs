using System.Buffers.Binary;

namespace Ioc.Silo.Journal;

/// <summary>
/// What the centre finds of itself: payload of <see cref="EntryKind.JournalFilling"/> (value: percent of the quota) and <see
/// cref="EntryKind.StoreAway"/> (value: minutes). Begun u8 · value i32.
/// </summary>
internal readonly record struct CentreFinding(bool Begun, int Value)
{
    private const int Bytes = 5;

    public byte[] Write()
    {
        var bytes = new byte[Bytes];
        bytes[0] = Begun ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), Value);
        return bytes;
    }

    public static CentreFinding Read(ReadOnlySpan<byte> bytes) => new(bytes[0] != 0, BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]));
}
