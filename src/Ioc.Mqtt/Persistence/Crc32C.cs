using System.Buffers.Binary;
using System.Numerics;

namespace Ioc.Mqtt.Persistence;

/// <summary>CRC-32C (Castagnoli), for which processors have an instruction, so that checking costs little beside the flush it guards.</summary>
internal static class Crc32C
{
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte value in bytes) crc = BitOperations.Crc32C(crc, value);
        return crc;
    }
}
