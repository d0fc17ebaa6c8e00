namespace Ioc.Mqtt.Broker;

/// <summary>The session a CONNECT got, and whether it was there before; or why none.</summary>
internal readonly record struct SessionGrant(Session? Session, bool IsPresent, ReasonCode Refusal);
