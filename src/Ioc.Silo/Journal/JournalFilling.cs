using System.Buffers.Binary;

namespace Ioc.Silo.Journal;

/// <summary>Payload of <see cref="EntryKind.JournalFilling"/>: begun u8 · percent of the devices' part of the quota i32.</summary>
internal readonly record struct JournalFilling(bool Begun, int Percent)
{
    private const int Bytes = 5;

    public byte[] Write()
    {
        var bytes = new byte[Bytes];
        bytes[0] = Begun ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), Percent);
        return bytes;
    }

    public static JournalFilling Read(ReadOnlySpan<byte> bytes) => new(bytes[0] != 0, BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]));
}
