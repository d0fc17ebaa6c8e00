using Ioc.Mqtt.Broker;

namespace Ioc.Gateway.Sessions;

internal sealed class BrokerEdge(MqttBroker broker) : IDeviceEdge
{
    public int? Connections => broker.ConnectionCount;

    public string? Problem => null;
}
