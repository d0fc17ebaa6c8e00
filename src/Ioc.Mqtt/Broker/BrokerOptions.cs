using System.ComponentModel.DataAnnotations;

namespace Ioc.Mqtt.Broker;

/// <summary>How the broker behaves; how much it takes is in <see cref="MqttLimits"/>.</summary>
public sealed record BrokerOptions
{
    /// <summary>Front of the client identifiers the broker makes up for clients without one; default <c>auto-</c>.</summary>
    [MaxLength(64)]
    public string AssignedClientIdPrefix { get; init; } = "auto-";

    /// <summary>
    /// Period of the one tick that drives keep-alive, connect timeout, session expiry and will delay, in milliseconds; default 1,000,
    /// range 10 to 10,000. The protocol counts in seconds.
    /// </summary>
    [Range(10, 10_000)]
    public int TickMilliseconds { get; init; } = 1_000;

    /// <summary>
    /// Period of the retained figures under <c>$SYS/broker/</c>, in seconds; default 0: none; range 0 to 3,600. Who may subscribe to them
    /// is the <see cref="ISubscribeAuthorizer"/>'s to say.
    /// </summary>
    [Range(0, 3_600)]
    public int StatusSeconds { get; init; }

    /// <summary>What <c>$SYS/broker/version</c> says; default <c>Ioc.Mqtt</c>.</summary>
    [MaxLength(256)]
    public string StatusVersion { get; init; } = "Ioc.Mqtt";

    /// <summary>Everything wrong with these options, in words; empty when they can be used.</summary>
    public IReadOnlyList<string> Errors() => DeclaredRanges.Errors(this);
}
