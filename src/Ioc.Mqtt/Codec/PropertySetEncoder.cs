using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Codec;

/// <summary>Property length and properties of a control packet, in the order of their identifiers.</summary>
internal static class PropertySetEncoder
{
    public static void Write(FieldWriter target, PropertySet? set)
    {
        if (set is null)
        {
            target.VariableInteger(0);
            return;
        }

        var properties = new FieldWriter();
        WriteMessageProperties(properties, set);
        WriteSessionProperties(properties, set);
        WriteServerProperties(properties, set);
        foreach (UserProperty user in set.UserProperties)
        {
            properties.Byte((byte)PropertyId.UserProperty);
            properties.String(user.Name);
            properties.String(user.Value);
        }

        target.VariableInteger((uint)properties.Length);
        target.Bytes(properties.Written);
    }

    private static void WriteMessageProperties(FieldWriter target, PropertySet set)
    {
        Flag(target, PropertyId.PayloadFormatIndicator, set.PayloadIsUtf8);
        UInt32(target, PropertyId.MessageExpiryInterval, set.MessageExpirySeconds);
        String(target, PropertyId.ContentType, set.ContentType);
        String(target, PropertyId.ResponseTopic, set.ResponseTopic);
        Binary(target, PropertyId.CorrelationData, set.CorrelationData);
        foreach (uint id in set.SubscriptionIdentifiers)
        {
            target.Byte((byte)PropertyId.SubscriptionIdentifier);
            target.VariableInteger(id);
        }

        UInt16(target, PropertyId.TopicAlias, set.TopicAlias);
        UInt32(target, PropertyId.WillDelayInterval, set.WillDelaySeconds);
    }

    private static void WriteSessionProperties(FieldWriter target, PropertySet set)
    {
        UInt32(target, PropertyId.SessionExpiryInterval, set.SessionExpirySeconds);
        String(target, PropertyId.AuthenticationMethod, set.AuthenticationMethod);
        Binary(target, PropertyId.AuthenticationData, set.AuthenticationData);
        Flag(target, PropertyId.RequestProblemInformation, set.RequestProblemInformation);
        Flag(target, PropertyId.RequestResponseInformation, set.RequestResponseInformation);
        UInt16(target, PropertyId.ReceiveMaximum, set.ReceiveMaximum);
        UInt16(target, PropertyId.TopicAliasMaximum, set.TopicAliasMaximum);
        UInt32(target, PropertyId.MaximumPacketSize, set.MaximumPacketBytes);
    }

    private static void WriteServerProperties(FieldWriter target, PropertySet set)
    {
        String(target, PropertyId.AssignedClientIdentifier, set.AssignedClientId);
        UInt16(target, PropertyId.ServerKeepAlive, set.ServerKeepAliveSeconds);
        String(target, PropertyId.ResponseInformation, set.ResponseInformation);
        String(target, PropertyId.ServerReference, set.ServerReference);
        String(target, PropertyId.ReasonString, set.ReasonString);
        Flag(target, PropertyId.MaximumQos, set.MaximumQosIs1);
        Flag(target, PropertyId.RetainAvailable, set.RetainAvailable);
        Flag(target, PropertyId.WildcardSubscriptionAvailable, set.WildcardSubscriptionAvailable);
        Flag(target, PropertyId.SubscriptionIdentifierAvailable, set.SubscriptionIdentifierAvailable);
        Flag(target, PropertyId.SharedSubscriptionAvailable, set.SharedSubscriptionAvailable);
    }

    private static void Flag(FieldWriter target, PropertyId id, bool? value)
    {
        if (value is not { } flag) return;
        target.Byte((byte)id);
        target.Byte(flag ? (byte)1 : (byte)0);
    }

    private static void UInt16(FieldWriter target, PropertyId id, ushort? value)
    {
        if (value is not { } number) return;
        target.Byte((byte)id);
        target.UInt16(number);
    }

    private static void UInt32(FieldWriter target, PropertyId id, uint? value)
    {
        if (value is not { } number) return;
        target.Byte((byte)id);
        target.UInt32(number);
    }

    private static void String(FieldWriter target, PropertyId id, string? value)
    {
        if (value is null) return;
        target.Byte((byte)id);
        target.String(value);
    }

    private static void Binary(FieldWriter target, PropertyId id, byte[]? value)
    {
        if (value is null) return;
        target.Byte((byte)id);
        target.Binary(value);
    }
}
