namespace Ioc.Mqtt.Codec;

/// <summary>The rule each fault breaks, as the standards number it: a statement's id, or the section where the rule has none. The metric's label, and part of the reason string.</summary>
internal static class MalformedClauses
{
    public static string Clause(this MalformedReason reason) => reason switch
    {
        MalformedReason.None => "",
        MalformedReason.PacketTypeReserved => "5.0 2.1.2",
        MalformedReason.FixedHeaderFlags => "MQTT-2.1.3-1",
        MalformedReason.PublishQosInvalid => "MQTT-3.3.1-4",
        MalformedReason.PublishDuplicateAtQos0 => "MQTT-3.3.1-2",
        MalformedReason.RemainingLengthTooLong => "5.0 2.1.4",
        MalformedReason.VariableIntegerNotMinimal => "MQTT-1.5.5-1",
        MalformedReason.PacketTooLarge => "MQTT-3.2.2-15",
        MalformedReason.FieldBeyondPacket or MalformedReason.TrailingBytes => "5.0 4.13.1",
        MalformedReason.Utf8IllFormed => "MQTT-1.5.4-1",
        MalformedReason.Utf8Null => "MQTT-1.5.4-2",
        MalformedReason.PacketIdZero => "MQTT-2.2.1-3",
        MalformedReason.ReasonCodeInvalid => "5.0 2.4",
        MalformedReason.WrongDirection or MalformedReason.PacketNotInVersion => "5.0 2.1.2",
        MalformedReason.ProtocolNameInvalid => "MQTT-3.1.2-1",
        MalformedReason.ProtocolLevelUnsupported => "MQTT-3.1.2-2",
        MalformedReason.ConnectReservedFlag => "MQTT-3.1.2-3",
        MalformedReason.WillFlagsWithoutWill => "MQTT-3.1.2-11",
        MalformedReason.WillQosInvalid => "MQTT-3.1.2-12",
        MalformedReason.PasswordWithoutUserName => "3.1.1 MQTT-3.1.2-22",
        MalformedReason.ConnAckFlags => "MQTT-3.2.2-1",
        MalformedReason.TopicEmpty => "MQTT-4.7.3-1",
        MalformedReason.TopicWildcard => "MQTT-3.3.2-2",
        MalformedReason.TopicFilterInvalid => "MQTT-4.7.1-1",
        MalformedReason.NoTopicFilter => "MQTT-3.8.3-2",
        MalformedReason.SubscriptionOptionsReserved => "MQTT-3.8.3-5",
        MalformedReason.SubscriptionQosInvalid => "5.0 3.8.3.1",
        MalformedReason.RetainHandlingInvalid => "5.0 3.8.3.1",
        MalformedReason.NoLocalOnShared => "MQTT-3.8.3-4",
        MalformedReason.PropertyLengthInvalid => "5.0 2.2.2.1",
        MalformedReason.PropertyUnknown or MalformedReason.PropertyNotAllowed or MalformedReason.PropertyDuplicated
            or MalformedReason.PropertyValueInvalid => "5.0 2.2.2.2",
        MalformedReason.TopicAliasZero => "MQTT-3.3.2-8",
        MalformedReason.AuthenticationDataWithoutMethod => "5.0 3.1.2.11.10",
        _ => "5.0 4.13.1",
    };

    /// <summary>For the reason string: what was wrong, and by which rule.</summary>
    public static string Text(this MalformedReason reason) => $"{reason} ({reason.Clause()})";
}
