namespace Ioc.Mqtt.Codec;

/// <summary>
/// Why bytes are not a packet: one member per rule, named in the metric's label and in the Debug log.
/// <see cref="MalformedReasonCodes"/> gives each the reason code a 5.0 client is told.
/// </summary>
internal enum MalformedReason : byte
{
    None,

    // The fixed header.

    /// <summary>Packet type 0 is forbidden (§2.1.2).</summary>
    PacketTypeReserved,

    /// <summary>Reserved flag bits of the fixed header [MQTT-2.1.3-1], [MQTT-3.6.1-1], [MQTT-3.8.1-1], [MQTT-3.10.1-1].</summary>
    FixedHeaderFlags,

    /// <summary>QoS bits of PUBLISH both set [MQTT-3.3.1-4].</summary>
    PublishQosInvalid,

    /// <summary>DUP set on QoS 0 [MQTT-3.3.1-2].</summary>
    PublishDuplicateAtQos0,

    /// <summary>Remaining Length longer than four bytes (§2.1.4).</summary>
    RemainingLengthTooLong,

    /// <summary>A variable byte integer not in its shortest form [MQTT-1.5.5-1].</summary>
    VariableIntegerNotMinimal,

    /// <summary>More bytes than <see cref="MqttLimits.PacketBytesMax"/> announced [MQTT-3.1.2-24].</summary>
    PacketTooLarge,

    // Shapes shared by many packets.

    /// <summary>A field reaches beyond the end of its packet.</summary>
    FieldBeyondPacket,

    /// <summary>Bytes left over behind the last field.</summary>
    TrailingBytes,

    /// <summary>Ill-formed UTF-8, surrogates included [MQTT-1.5.4-1].</summary>
    Utf8IllFormed,

    /// <summary>U+0000 in a string [MQTT-1.5.4-2].</summary>
    Utf8Null,

    /// <summary>Packet Identifier 0 [MQTT-2.2.1-3].</summary>
    PacketIdZero,

    /// <summary>A reason code this packet does not know [MQTT-2.4.0-1].</summary>
    ReasonCodeInvalid,

    /// <summary>A packet only the other side may send.</summary>
    WrongDirection,

    /// <summary>AUTH does not exist in 3.1.1.</summary>
    PacketNotInVersion,

    // CONNECT and CONNACK.

    /// <summary>Protocol Name is not MQTT [MQTT-3.1.2-1].</summary>
    ProtocolNameInvalid,

    /// <summary>Protocol level other than 4 and 5 [MQTT-3.1.2-2].</summary>
    ProtocolLevelUnsupported,

    /// <summary>Reserved bit of the CONNECT flags [MQTT-3.1.2-3].</summary>
    ConnectReservedFlag,

    /// <summary>Will QoS or Will Retain without a will [MQTT-3.1.2-11], [MQTT-3.1.2-13].</summary>
    WillFlagsWithoutWill,

    /// <summary>Will QoS 3 [MQTT-3.1.2-12].</summary>
    WillQosInvalid,

    /// <summary>3.1.1: a password without a user name [MQTT-3.1.2-22].</summary>
    PasswordWithoutUserName,

    /// <summary>Reserved bits of the CONNACK flags, or session present with a refusal [MQTT-3.2.2-1], [MQTT-3.2.2-6].</summary>
    ConnAckFlags,

    // Topics.

    /// <summary>Empty topic name without an alias [MQTT-4.7.3-1].</summary>
    TopicEmpty,

    /// <summary>A wildcard in a topic name [MQTT-3.3.2-2].</summary>
    TopicWildcard,

    /// <summary>A topic filter breaks the rules of wildcards [MQTT-4.7.1-1], [MQTT-4.7.1-2] or of $share [MQTT-4.8.2-1], [MQTT-4.8.2-2].</summary>
    TopicFilterInvalid,

    // SUBSCRIBE, UNSUBSCRIBE and their answers.

    /// <summary>SUBSCRIBE or UNSUBSCRIBE without a filter [MQTT-3.8.3-2], [MQTT-3.10.3-2].</summary>
    NoTopicFilter,

    /// <summary>Reserved bits of the subscription options [MQTT-3.8.3-5].</summary>
    SubscriptionOptionsReserved,

    /// <summary>Maximum QoS 3 in the subscription options [MQTT-3.8.3-4].</summary>
    SubscriptionQosInvalid,

    /// <summary>Retain Handling 3 (§3.8.3.1).</summary>
    RetainHandlingInvalid,

    /// <summary>No Local on a shared subscription [MQTT-3.8.3-4].</summary>
    NoLocalOnShared,

    // Properties (5.0).

    /// <summary>The property length reaches beyond the packet (§2.2.2.1).</summary>
    PropertyLengthInvalid,

    /// <summary>An identifier the specification does not define (§2.2.2.2).</summary>
    PropertyUnknown,

    /// <summary>A property that this packet may not carry (§2.2.2.2).</summary>
    PropertyNotAllowed,

    /// <summary>A property that may stand once stands twice (§2.2.2.2).</summary>
    PropertyDuplicated,

    /// <summary>A value out of its range, such as Receive Maximum 0 (§3.1.2.11.3).</summary>
    PropertyValueInvalid,

    /// <summary>Topic Alias 0 [MQTT-3.3.2-8].</summary>
    TopicAliasZero,

    /// <summary>Authentication Data without a method (§3.1.2.11.10).</summary>
    AuthenticationDataWithoutMethod,
}
