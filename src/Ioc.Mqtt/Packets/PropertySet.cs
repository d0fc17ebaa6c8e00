namespace Ioc.Mqtt.Packets;

/// <summary>The properties of one packet as values; null means absent. Only the control packets use it: PUBLISH in the broker keeps bytes.</summary>
internal sealed class PropertySet
{
    public bool? PayloadIsUtf8 { get; set; }

    public uint? MessageExpirySeconds { get; set; }

    public string? ContentType { get; set; }

    public string? ResponseTopic { get; set; }

    public byte[]? CorrelationData { get; set; }

    /// <summary>One in SUBSCRIBE, any number in PUBLISH towards a client.</summary>
    public List<uint> SubscriptionIdentifiers { get; } = [];

    public uint? SessionExpirySeconds { get; set; }

    public string? AssignedClientId { get; set; }

    public ushort? ServerKeepAliveSeconds { get; set; }

    public string? AuthenticationMethod { get; set; }

    public byte[]? AuthenticationData { get; set; }

    public bool? RequestProblemInformation { get; set; }

    public uint? WillDelaySeconds { get; set; }

    public bool? RequestResponseInformation { get; set; }

    public string? ResponseInformation { get; set; }

    public string? ServerReference { get; set; }

    public string? ReasonString { get; set; }

    public ushort? ReceiveMaximum { get; set; }

    public ushort? TopicAliasMaximum { get; set; }

    public ushort? TopicAlias { get; set; }

    public bool? MaximumQosIs1 { get; set; }

    public bool? RetainAvailable { get; set; }

    public List<UserProperty> UserProperties { get; } = [];

    public uint? MaximumPacketBytes { get; set; }

    public bool? WildcardSubscriptionAvailable { get; set; }

    public bool? SubscriptionIdentifierAvailable { get; set; }

    public bool? SharedSubscriptionAvailable { get; set; }
}
