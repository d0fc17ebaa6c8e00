using System.Buffers.Binary;
using Ioc.Devices.Twins;

namespace Ioc.Devices.Alerts;

/// <summary>
/// Ids made from what raised the alert: journal position, condition, device. A replay makes the same ids, two findings of one message
/// differ in condition, and ids sort by position. Base32 in lower case without i, l, o, u, so that people can read them out.
/// </summary>
internal static class AlertId
{
    private const string Letters = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Bytes = 13;

    /// <summary>False: no id that <see cref="Of"/> made.</summary>
    public static bool TryRead(string id, out long position, out Condition condition, out int deviceHandle)
    {
        (position, condition, deviceHandle) = (0, default, 0);
        Span<byte> bytes = stackalloc byte[Bytes];
        var buffer = 0;
        var bits = 0;
        var read = 0;
        foreach (var letter in id.AsSpan(Math.Min(1, id.Length)))
        {
            var value = Letters.IndexOf(letter, StringComparison.Ordinal);
            if (value < 0)
                return false;
            buffer = ((buffer << 5) | value) & 0xFFF;
            bits += 5;
            if (bits < 8 || read == Bytes)
                continue;
            bits -= 8;
            bytes[read++] = (byte)(buffer >> bits);
        }

        position = BinaryPrimitives.ReadInt64BigEndian(bytes);
        condition = (Condition)bytes[8];
        deviceHandle = BinaryPrimitives.ReadInt32BigEndian(bytes[9..]);
        return read == Bytes && Of(position, condition, deviceHandle) == id;
    }

    public static string Of(long position, Condition condition, int deviceHandle)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, position);
        bytes[8] = (byte)condition;
        BinaryPrimitives.WriteInt32BigEndian(bytes[9..], deviceHandle);
        Span<char> text = stackalloc char[1 + (((Bytes * 8) + 4) / 5)];
        text[0] = 'a';
        var buffer = 0;
        var bits = 0;
        var written = 1;
        foreach (var part in bytes)
        {
            buffer = (buffer << 8) | part;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                text[written++] = Letters[(buffer >> bits) & 31];
            }
            buffer &= (1 << bits) - 1;
        }
        if (bits > 0)
            text[written++] = Letters[(buffer << (5 - bits)) & 31];
        return new string(text[..written]);
    }
}
