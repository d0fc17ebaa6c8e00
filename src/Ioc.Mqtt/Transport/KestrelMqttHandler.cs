using Ioc.Mqtt.Broker;
using Microsoft.AspNetCore.Connections;

namespace Ioc.Mqtt.Transport;

/// <summary>Brings Kestrel's connections to the broker: <c>kestrel.Listen(…, l =&gt; l.UseConnectionHandler&lt;KestrelMqttHandler&gt;())</c>.</summary>
public sealed class KestrelMqttHandler(MqttBroker broker) : ConnectionHandler
{
    public override Task OnConnectedAsync(ConnectionContext connection) => broker.ServeAsync(connection);
}
