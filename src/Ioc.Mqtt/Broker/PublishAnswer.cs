namespace Ioc.Mqtt.Broker;

/// <param name="Verdict">What happens to the message.</param>
/// <param name="Reason">The reason code told to a 5.0 client; success unless refused.</param>
public readonly record struct PublishAnswer(PublishVerdict Verdict, ReasonCode Reason = ReasonCode.Success);
