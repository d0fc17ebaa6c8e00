using Ioc.Dashboard;
using Ioc.Mqtt.Broker;
using Ioc.Silo;

namespace Ioc.Host.Serving;

/// <summary>Collects for the dashboard what belongs to parts it does not know.</summary>
internal sealed class ServerFigures(ISiloLifetime silo, MqttBroker broker) : ISystemFigures
{
    public SystemFigures Read()
    {
        var positions = silo.Positions;
        return new SystemFigures(positions.JournalBytes, positions.Stored, positions.Journal, positions.MessagesTotal, broker.ConnectionCount);
    }
}
