namespace Ioc.Mqtt.Client;

/// <param name="Outcome">What became of it.</param>
/// <param name="Code">The broker's answer, where there was one.</param>
public readonly record struct PublishResult(PublishOutcome Outcome, ReasonCode Code);
