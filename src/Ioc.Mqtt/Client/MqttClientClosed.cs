namespace Ioc.Mqtt.Client;

/// <summary>How a client's connection ended.</summary>
public sealed record MqttClientClosed(ClientCloseReason Reason, ReasonCode Code)
{
    /// <summary>The broker's own words (5.0), or where it would have us go.</summary>
    public string? Detail { get; init; }
}
