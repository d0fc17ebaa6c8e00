namespace Ioc.Mqtt.Codec;

/// <summary>Which reason codes each packet may carry (5.0 §2.4, table 2-6).</summary>
internal static class ReasonCodeTable
{
    public static bool IsAllowed(PacketType packet, ReasonCode reason) => packet switch
    {
        PacketType.PubAck or PacketType.PubRec => reason is ReasonCode.Success or ReasonCode.NoMatchingSubscribers
            or ReasonCode.UnspecifiedError or ReasonCode.ImplementationSpecificError or ReasonCode.NotAuthorized
            or ReasonCode.TopicNameInvalid or ReasonCode.PacketIdentifierInUse or ReasonCode.QuotaExceeded or ReasonCode.PayloadFormatInvalid,
        PacketType.PubRel or PacketType.PubComp => reason is ReasonCode.Success or ReasonCode.PacketIdentifierNotFound,
        PacketType.SubAck => reason is ReasonCode.Success or ReasonCode.GrantedQos1 or ReasonCode.GrantedQos2
            or ReasonCode.UnspecifiedError or ReasonCode.ImplementationSpecificError or ReasonCode.NotAuthorized
            or ReasonCode.TopicFilterInvalid or ReasonCode.PacketIdentifierInUse or ReasonCode.QuotaExceeded
            or ReasonCode.SharedSubscriptionsNotSupported or ReasonCode.SubscriptionIdentifiersNotSupported
            or ReasonCode.WildcardSubscriptionsNotSupported,
        PacketType.UnsubAck => reason is ReasonCode.Success or ReasonCode.NoSubscriptionExisted or ReasonCode.UnspecifiedError
            or ReasonCode.ImplementationSpecificError or ReasonCode.NotAuthorized or ReasonCode.TopicFilterInvalid
            or ReasonCode.PacketIdentifierInUse,
        PacketType.Auth => reason is ReasonCode.Success or ReasonCode.ContinueAuthentication or ReasonCode.Reauthenticate,
        PacketType.ConnAck => reason is ReasonCode.Success || (IsFailure(reason) && IsConnAckFailure(reason)),
        PacketType.Disconnect => reason is ReasonCode.Success or ReasonCode.DisconnectWithWill || (IsFailure(reason) && IsDisconnectFailure(reason)),
        _ => false,
    };

    private static bool IsFailure(ReasonCode reason) => reason is >= ReasonCode.UnspecifiedError and <= ReasonCode.WildcardSubscriptionsNotSupported;

    private static bool IsConnAckFailure(ReasonCode reason) => reason is not (ReasonCode.ServerShuttingDown or ReasonCode.KeepAliveTimeout
        or ReasonCode.SessionTakenOver or ReasonCode.TopicFilterInvalid or ReasonCode.PacketIdentifierInUse
        or ReasonCode.PacketIdentifierNotFound or ReasonCode.ReceiveMaximumExceeded or ReasonCode.TopicAliasInvalid
        or ReasonCode.MessageRateTooHigh or ReasonCode.AdministrativeAction or ReasonCode.SharedSubscriptionsNotSupported
        or ReasonCode.MaximumConnectTime or ReasonCode.SubscriptionIdentifiersNotSupported or ReasonCode.WildcardSubscriptionsNotSupported);

    private static bool IsDisconnectFailure(ReasonCode reason) => reason is not (ReasonCode.UnsupportedProtocolVersion
        or ReasonCode.ClientIdentifierNotValid or ReasonCode.BadUserNameOrPassword or ReasonCode.ServerUnavailable or ReasonCode.Banned
        or ReasonCode.BadAuthenticationMethod or ReasonCode.PacketIdentifierInUse or ReasonCode.PacketIdentifierNotFound);
}
