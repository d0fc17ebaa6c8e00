namespace Ioc.Mqtt.Client;

/// <summary>What CONNACK said.</summary>
public sealed record MqttConnectResult(ReasonCode Reason, bool SessionPresent)
{
    public bool IsAccepted => Reason == ReasonCode.Success;

    /// <summary>The identifier the broker made up, or ours.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>The keep-alive in force, in seconds.</summary>
    public ushort KeepAliveSeconds { get; init; }
}
