namespace Ioc.Mqtt.Codec;

/// <summary>The reason code for each rule broken (5.0 §4.13): 0x81 where the bytes cannot be parsed, 0x82 where they parse and say what is forbidden.</summary>
internal static class MalformedReasonCodes
{
    public static ReasonCode Code(this MalformedReason reason) => reason switch
    {
        MalformedReason.None => ReasonCode.Success,
        MalformedReason.PacketTooLarge => ReasonCode.PacketTooLarge,
        MalformedReason.ProtocolLevelUnsupported or MalformedReason.ProtocolNameInvalid => ReasonCode.UnsupportedProtocolVersion,
        MalformedReason.TopicWildcard => ReasonCode.TopicNameInvalid,
        MalformedReason.TopicFilterInvalid => ReasonCode.TopicFilterInvalid,
        MalformedReason.TopicAliasZero => ReasonCode.TopicAliasInvalid,
        MalformedReason.PacketIdZero or MalformedReason.ReasonCodeInvalid or MalformedReason.WrongDirection
            or MalformedReason.PacketNotInVersion or MalformedReason.TopicEmpty or MalformedReason.NoTopicFilter
            or MalformedReason.NoLocalOnShared or MalformedReason.RetainHandlingInvalid or MalformedReason.PropertyNotAllowed
            or MalformedReason.PropertyDuplicated or MalformedReason.PropertyValueInvalid
            or MalformedReason.AuthenticationDataWithoutMethod => ReasonCode.ProtocolError,
        _ => ReasonCode.MalformedPacket,
    };
}
