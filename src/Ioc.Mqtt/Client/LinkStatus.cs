namespace Ioc.Mqtt.Client;

/// <summary>A change of an <see cref="MqttLink"/>.</summary>
/// <param name="State">Where it stands now.</param>
/// <param name="Detail">Why, for people.</param>
/// <param name="Code">The broker's code, where there was one.</param>
/// <param name="RetryIn">Down: how long until the next attempt.</param>
/// <param name="SessionPresent">Up: the broker kept the session; what was under way goes on.</param>
public sealed record LinkStatus(LinkState State, string Detail, ReasonCode Code, TimeSpan RetryIn, bool SessionPresent);
