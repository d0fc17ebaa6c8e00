using System.Buffers.Binary;
using System.Security.Cryptography;
using Ioc.Silo.Journal;

namespace Ioc.Gateway.OutsideBroker;

/// <summary>
/// What makes two deliveries the same message: device, channel and payload. Cryptographic, so that no device can make a message that passes for
/// another's; a microsecond for a message.
/// </summary>
internal static class MessageDigest
{
    private const int HeadBytes = 5;

    public static UInt128 Of(EntryKind kind, int deviceHandle, ReadOnlySpan<byte> payload)
    {
        Span<byte> bytes = stackalloc byte[HeadBytes + GatewayLimits.TelemetryBytesMax];
        bytes[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[1..], deviceHandle);
        payload.CopyTo(bytes[HeadBytes..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..(HeadBytes + payload.Length)], digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }
}
