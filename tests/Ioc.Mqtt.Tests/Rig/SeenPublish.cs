using Ioc.Mqtt.Broker;

namespace Ioc.Mqtt.Tests.Rig;

internal sealed record SeenPublish(
    IBrokerClient Client, string Topic, byte[] Payload, QualityOfService Qos, bool Retain, bool Duplicate, bool IsWill)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Payload);
}
