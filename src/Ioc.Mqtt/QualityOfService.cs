namespace Ioc.Mqtt;

/// <summary>Delivery guarantee of one PUBLISH (MQTT 5.0 §4.3). The numbers are the wire's.</summary>
public enum QualityOfService : byte
{
    AtMostOnce = 0,
    AtLeastOnce = 1,
    ExactlyOnce = 2,
}
