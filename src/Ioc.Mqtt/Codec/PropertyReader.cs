using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Codec;

/// <summary>Walks the properties of one packet and holds each against <see cref="PropertyTable"/> and its range.</summary>
internal ref struct PropertyReader(ReadOnlySpan<byte> properties, PacketType packet)
{
    private FieldReader _fields = new(properties);
    private ulong _seen;

    public readonly MalformedReason Fault => _fields.Fault;

    /// <summary>False at the end and at the first fault.</summary>
    public bool TryNext(out PropertyValue value)
    {
        value = default;
        if (_fields.AtEnd) return false;
        ReadOnlySpan<byte> start = _fields.Rest;
        if (!TryIdentifier(out PropertyId id)) return false;
        var read = new PropertyValue { Id = id };
        if (!TryValue(ref read)) return false;
        read.Raw = start[..(start.Length - _fields.Rest.Length)];
        value = read;
        MalformedReason range = CheckRange(read);
        return range == MalformedReason.None || _fields.Fail(range);
    }

    private bool TryIdentifier(out PropertyId id)
    {
        id = default;
        if (!_fields.TryVariableInteger(out uint number)) return false;
        if (number > byte.MaxValue || PropertyTable.Kind((int)number) == PropertyKind.Undefined)
        {
            return _fields.Fail(MalformedReason.PropertyUnknown);
        }

        id = (PropertyId)number;
        if (!PropertyTable.IsAllowed(id, packet)) return _fields.Fail(MalformedReason.PropertyNotAllowed);
        ulong bit = 1UL << (int)id;
        if ((_seen & bit) != 0 && !PropertyTable.MayRepeat(id, packet)) return _fields.Fail(MalformedReason.PropertyDuplicated);
        _seen |= bit;
        return true;
    }

    private bool TryValue(scoped ref PropertyValue value)
    {
        switch (PropertyTable.Kind((int)value.Id))
        {
            case PropertyKind.Flag:
                bool read = _fields.TryByte(out byte flag);
                value.Number = flag;
                return read && (flag <= 1 || _fields.Fail(MalformedReason.PropertyValueInvalid));
            case PropertyKind.UInt16:
                read = _fields.TryUInt16(out ushort small);
                value.Number = small;
                return read;
            case PropertyKind.UInt32:
                return _fields.TryUInt32(out value.Number);
            case PropertyKind.VariableInteger:
                return _fields.TryVariableInteger(out value.Number);
            case PropertyKind.Binary:
                return _fields.TryBinary(out value.Bytes);
            case PropertyKind.Utf8Pair:
                return _fields.TryUtf8(out value.Bytes) && _fields.TryUtf8(out value.PairValue);
            default:
                return _fields.TryUtf8(out value.Bytes);
        }
    }

    private static MalformedReason CheckRange(in PropertyValue value) => value.Id switch
    {
        PropertyId.ReceiveMaximum or PropertyId.MaximumPacketSize or PropertyId.SubscriptionIdentifier when value.Number == 0
            => MalformedReason.PropertyValueInvalid,
        PropertyId.TopicAlias when value.Number == 0 => MalformedReason.TopicAliasZero,
        PropertyId.ResponseTopic => TopicName.Check(value.Bytes),
        _ => MalformedReason.None,
    };
}
