namespace Ioc.Mqtt.Client;

/// <summary>How a client's connection ended.</summary>
public sealed record MqttClientClosed(ClientCloseReason Reason, ReasonCode Code);
