using System.Text;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Codec;

/// <summary>Property length and properties of a control packet, as values.</summary>
internal static class PropertySetDecoder
{
    /// <summary>Null for an empty set. <see cref="PacketType.Reserved"/> reads the will's properties.</summary>
    public static bool TryRead(scoped ref FieldReader fields, PacketType packet, out PropertySet? properties)
    {
        properties = null;
        if (!TryRaw(ref fields, out ReadOnlySpan<byte> raw)) return false;
        if (raw.IsEmpty) return true;
        var reader = new PropertyReader(raw, packet);
        properties = new PropertySet();
        while (reader.TryNext(out PropertyValue value)) Put(properties, value);
        if (reader.Fault != MalformedReason.None) return fields.Fail(reader.Fault);
        return properties.AuthenticationData is null || properties.AuthenticationMethod is not null
            || fields.Fail(MalformedReason.AuthenticationDataWithoutMethod);
    }

    /// <summary>The same properties, not looked into.</summary>
    public static bool TryRaw(scoped ref FieldReader fields, out ReadOnlySpan<byte> raw)
    {
        raw = default;
        if (!fields.TryVariableInteger(out uint length)) return false;
        return length <= (uint)fields.Rest.Length
            ? fields.TryBytes((int)length, out raw)
            : fields.Fail(MalformedReason.PropertyLengthInvalid);
    }

    private static void Put(PropertySet set, in PropertyValue value)
    {
        switch (value.Id)
        {
            case PropertyId.PayloadFormatIndicator: set.PayloadIsUtf8 = Flag(value); break;
            case PropertyId.MessageExpiryInterval: set.MessageExpirySeconds = value.Number; break;
            case PropertyId.ContentType: set.ContentType = Text(value); break;
            case PropertyId.ResponseTopic: set.ResponseTopic = Text(value); break;
            case PropertyId.CorrelationData: set.CorrelationData = value.Bytes.ToArray(); break;
            case PropertyId.SubscriptionIdentifier: set.SubscriptionIdentifiers.Add(value.Number); break;
            case PropertyId.SessionExpiryInterval: set.SessionExpirySeconds = value.Number; break;
            case PropertyId.AssignedClientIdentifier: set.AssignedClientId = Text(value); break;
            case PropertyId.ServerKeepAlive: set.ServerKeepAliveSeconds = (ushort)value.Number; break;
            case PropertyId.AuthenticationMethod: set.AuthenticationMethod = Text(value); break;
            case PropertyId.AuthenticationData: set.AuthenticationData = value.Bytes.ToArray(); break;
            case PropertyId.RequestProblemInformation: set.RequestProblemInformation = Flag(value); break;
            case PropertyId.WillDelayInterval: set.WillDelaySeconds = value.Number; break;
            case PropertyId.RequestResponseInformation: set.RequestResponseInformation = Flag(value); break;
            case PropertyId.ResponseInformation: set.ResponseInformation = Text(value); break;
            case PropertyId.ServerReference: set.ServerReference = Text(value); break;
            case PropertyId.ReasonString: set.ReasonString = Text(value); break;
            case PropertyId.ReceiveMaximum: set.ReceiveMaximum = (ushort)value.Number; break;
            case PropertyId.TopicAliasMaximum: set.TopicAliasMaximum = (ushort)value.Number; break;
            case PropertyId.TopicAlias: set.TopicAlias = (ushort)value.Number; break;
            case PropertyId.MaximumQos: set.MaximumQosIs1 = Flag(value); break;
            case PropertyId.RetainAvailable: set.RetainAvailable = Flag(value); break;
            case PropertyId.UserProperty: set.UserProperties.Add(new UserProperty(Text(value), Encoding.UTF8.GetString(value.PairValue))); break;
            case PropertyId.MaximumPacketSize: set.MaximumPacketBytes = value.Number; break;
            case PropertyId.WildcardSubscriptionAvailable: set.WildcardSubscriptionAvailable = Flag(value); break;
            case PropertyId.SubscriptionIdentifierAvailable: set.SubscriptionIdentifierAvailable = Flag(value); break;
            case PropertyId.SharedSubscriptionAvailable: set.SharedSubscriptionAvailable = Flag(value); break;
        }
    }

    private static bool Flag(in PropertyValue value) => value.Number != 0;

    private static string Text(in PropertyValue value) => Encoding.UTF8.GetString(value.Bytes);
}
