namespace Ioc.Mqtt.Client;

/// <summary>What CONNACK said.</summary>
public sealed record MqttConnectResult(ReasonCode Reason, bool SessionPresent)
{
    public bool IsAccepted => Reason == ReasonCode.Success;

    /// <summary>The identifier the broker made up, or ours.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>The keep-alive in force, in seconds.</summary>
    public ushort KeepAliveSeconds { get; init; }

    /// <summary>The broker's own words about a refusal (5.0).</summary>
    public string? ReasonText { get; init; }

    /// <summary>Where the broker would have us go with <see cref="ReasonCode.UseAnotherServer"/> or <see cref="ReasonCode.ServerMoved"/> (5.0).</summary>
    public string? ServerReference { get; init; }

    /// <summary>False: the broker knows no shared subscriptions (5.0); in 3.1.1 nobody tells.</summary>
    public bool SharedSubscriptionsAvailable { get; init; } = true;
}
