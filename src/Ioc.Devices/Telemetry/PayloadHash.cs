using System.Numerics;
using System.Runtime.InteropServices;

namespace Ioc.Devices.Telemetry;

/// <summary>
/// A fast 64-bit hash of a payload. It only has to tell a device's messages of the last seconds apart, for that device; a device that
/// makes collisions loses its own messages. Twins keep it in snapshots, so it must not differ between processes as string hashes do.
/// </summary>
internal static class PayloadHash
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var hash = (ulong)bytes.Length * Multiplier;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            hash = (BitOperations.RotateLeft(hash, 27) ^ word) * Multiplier;
        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
            hash = (BitOperations.RotateLeft(hash, 27) ^ rest) * Multiplier;
        return hash ^ (hash >> 32);
    }
}
