using Ioc.Dashboard;
using Ioc.Gateway;
using Ioc.Silo;

namespace Ioc.Host.Serving;

/// <summary>Collects for the dashboard what belongs to parts it does not know.</summary>
internal sealed class ServerFigures(ISiloLifetime silo, IDeviceEdge edge) : ISystemFigures
{
    public SystemFigures Read()
    {
        var positions = silo.Positions;
        return new SystemFigures(positions.JournalBytes, positions.Stored, positions.Journal, positions.MessagesTotal, edge.Connections, edge.Problem);
    }
}
