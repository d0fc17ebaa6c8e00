using System.Buffers.Binary;
using System.Net;
using System.Numerics;

namespace Ioc.Mqtt.Transport;

/// <summary>
/// PROXY protocol, version 2: the binary header with which a balancer says for whom it connects. 12 bytes of signature; version and command;
/// family; length; addresses; then TLVs, of which only the checksum is looked at.
/// </summary>
internal static class ProxyHeader
{
    /// <summary>Signature, version and command, family, length.</summary>
    public const int FixedBytes = 16;

    /// <summary>Bytes behind those: addresses take 12 or 36; TLVs (a host name, TLS details) a few hundred. The format allows 65,535.</summary>
    public const int BodyBytesMax = 1_024;

    private const int Version2 = 2;
    private const int Local = 0;
    private const int Proxy = 1;
    private const int TcpOverIPv4 = 0x11;
    private const int TcpOverIPv6 = 0x21;
    private const int ChecksumType = 0x03;

    private static ReadOnlySpan<byte> Signature => [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A];

    /// <summary>Judges the fixed part and tells how many bytes follow.</summary>
    public static ProxyOutcome ReadFixed(ReadOnlySpan<byte> header, out int bodyBytes)
    {
        bodyBytes = 0;
        if (!header.StartsWith(Signature)) return ProxyOutcome.NoSignature;
        if (header[12] >> 4 != Version2) return ProxyOutcome.VersionUnsupported;
        if ((header[12] & 0xF) > Proxy) return ProxyOutcome.CommandUnknown;
        bodyBytes = BinaryPrimitives.ReadUInt16BigEndian(header[14..]);
        return bodyBytes <= BodyBytesMax ? ProxyOutcome.Read : ProxyOutcome.TooLong;
    }

    /// <summary>Judges the whole header. <paramref name="client"/> is null when the balancer speaks for itself (LOCAL), as for its health checks.</summary>
    public static ProxyOutcome ReadWhole(ReadOnlySpan<byte> header, out IPEndPoint? client)
    {
        client = null;
        ReadOnlySpan<byte> body = header[FixedBytes..];
        if ((header[12] & 0xF) == Local) return ProxyOutcome.Read;
        int addressBytes = header[13] switch
        {
            TcpOverIPv4 => 4,
            TcpOverIPv6 => 16,
            _ => 0,
        };
        if (addressBytes == 0) return ProxyOutcome.FamilyUnsupported;
        int addressesEnd = (addressBytes * 2) + 4;
        if (body.Length < addressesEnd) return ProxyOutcome.Truncated;
        ProxyOutcome outcome = CheckFields(header, FixedBytes + addressesEnd);
        if (outcome != ProxyOutcome.Read) return outcome;
        client = new IPEndPoint(new IPAddress(body[..addressBytes]), BinaryPrimitives.ReadUInt16BigEndian(body[(addressBytes * 2)..]));
        return ProxyOutcome.Read;
    }

    /// <summary>Steps over the TLVs; a checksum among them must be right.</summary>
    private static ProxyOutcome CheckFields(ReadOnlySpan<byte> header, int at)
    {
        while (at < header.Length)
        {
            if (header.Length - at < 3) return ProxyOutcome.Truncated;
            int bytes = BinaryPrimitives.ReadUInt16BigEndian(header[(at + 1)..]);
            int value = at + 3;
            if (header.Length - value < bytes) return ProxyOutcome.Truncated;
            if (header[at] == ChecksumType && (bytes != 4 || BinaryPrimitives.ReadUInt32BigEndian(header[value..]) != Checksum(header, value)))
            {
                return ProxyOutcome.ChecksumWrong;
            }

            at = value + bytes;
        }

        return ProxyOutcome.Read;
    }

    /// <summary>CRC-32C of the whole header with the checksum itself taken as zero.</summary>
    public static uint Checksum(ReadOnlySpan<byte> header, int checksumAt)
    {
        uint crc = uint.MaxValue;
        for (int i = 0; i < header.Length; i++)
        {
            bool isChecksum = i >= checksumAt && i < checksumAt + 4;
            crc = BitOperations.Crc32C(crc, isChecksum ? (byte)0 : header[i]);
        }

        return ~crc;
    }
}
