namespace Ioc.Mqtt.Broker;

/// <summary>
/// What a client may not do although its packet is well formed: one member per rule, named in the metric's label and in the Debug log.
/// <see cref="ProtocolFaults"/> gives each its reason code and clause.
/// </summary>
internal enum ProtocolFault : byte
{
    FirstPacketNotConnect,
    SecondConnect,

    /// <summary>AUTH, though CONNECT named no authentication method.</summary>
    AuthWithoutMethod,

    /// <summary>A session expiry in DISCONNECT after none in CONNECT.</summary>
    SessionExpiryInDisconnect,
    TopicAliasBeyondMaximum,

    /// <summary>An alias in range that was never set.</summary>
    TopicAliasNeverSet,

    /// <summary>More levels than <see cref="MqttLimits.TopicLevelsMax"/>; a bound of ours, not of the standard.</summary>
    TopicTooDeep,
    ReceiveMaximumExceeded,
    QosAboveMaximum,
    RetainNotAvailable,

    /// <summary>Not the client's fault alone: it takes no packet large enough for our answer.</summary>
    AnswerTooLargeForClient,
}
