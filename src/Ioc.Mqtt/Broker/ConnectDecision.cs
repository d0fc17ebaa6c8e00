namespace Ioc.Mqtt.Broker;

/// <summary>The answer to a CONNECT: success, or the reason code for CONNACK.</summary>
/// <param name="Reason"><see cref="ReasonCode.Success"/> lets the client in.</param>
/// <param name="State">Attached to <see cref="IBrokerClient.State"/> for the seams that follow.</param>
public sealed record ConnectDecision(ReasonCode Reason, object? State = null);
