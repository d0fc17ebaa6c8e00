using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace Ioc.Mqtt.Codec;

/// <summary>Reads the field types of 5.0 §1.5 off the front of a span. After the first fault every read fails and <see cref="Fault"/> keeps it.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public MalformedReason Fault { get; private set; }

    public readonly bool AtEnd => _rest.IsEmpty;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public bool Fail(MalformedReason reason)
    {
        if (Fault == MalformedReason.None) Fault = reason;
        _rest = default;
        return false;
    }

    /// <summary>True when everything was read and nothing failed.</summary>
    public bool Finish() => Fault == MalformedReason.None && (_rest.IsEmpty || Fail(MalformedReason.TrailingBytes));

    public bool TryByte(out byte value)
    {
        if (_rest.IsEmpty)
        {
            value = 0;
            return Fail(MalformedReason.FieldBeyondPacket);
        }

        value = _rest[0];
        _rest = _rest[1..];
        return true;
    }

    public bool TryUInt16(out ushort value)
    {
        if (!BinaryPrimitives.TryReadUInt16BigEndian(_rest, out value)) return Fail(MalformedReason.FieldBeyondPacket);
        _rest = _rest[2..];
        return true;
    }

    public bool TryUInt32(out uint value)
    {
        if (!BinaryPrimitives.TryReadUInt32BigEndian(_rest, out value)) return Fail(MalformedReason.FieldBeyondPacket);
        _rest = _rest[4..];
        return true;
    }

    public bool TryPacketId(out ushort packetId) =>
        TryUInt16(out packetId) && (packetId != 0 || Fail(MalformedReason.PacketIdZero));

    public bool TryVariableInteger(out uint value)
    {
        value = 0;
        for (int shift = 0; shift <= 21; shift += 7)
        {
            if (!TryByte(out byte digit)) return false;
            value |= (uint)(digit & 0x7F) << shift;
            if (digit >= 0x80) continue;
            return digit != 0 || shift == 0 || Fail(MalformedReason.VariableIntegerNotMinimal);
        }

        return Fail(MalformedReason.RemainingLengthTooLong);
    }

    public bool TryBinary(out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!TryUInt16(out ushort length)) return false;
        return TryBytes(length, out value);
    }

    public bool TryBytes(int count, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (_rest.Length < count) return Fail(MalformedReason.FieldBeyondPacket);
        value = _rest[..count];
        _rest = _rest[count..];
        return true;
    }

    /// <summary>A string that keeps the rules of [MQTT-1.5.4-1] and [MQTT-1.5.4-2], still as bytes.</summary>
    public bool TryUtf8(out ReadOnlySpan<byte> value)
    {
        if (!TryBinary(out value)) return false;
        if (!Utf8.IsValid(value)) return Fail(MalformedReason.Utf8IllFormed);
        return !value.Contains((byte)0) || Fail(MalformedReason.Utf8Null);
    }

    public bool TryString([NotNullWhen(true)] out string? value)
    {
        value = null;
        if (!TryUtf8(out ReadOnlySpan<byte> bytes)) return false;
        value = Encoding.UTF8.GetString(bytes);
        return true;
    }
}
