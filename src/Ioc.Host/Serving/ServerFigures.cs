using Ioc.Dashboard;
using Ioc.Gateway;
using Ioc.Silo;
using Ioc.Silo.Intake;

namespace Ioc.Host.Serving;

/// <summary>Collects for the dashboard what belongs to parts it does not know.</summary>
internal sealed class ServerFigures(ISiloLifetime silo, IIntake intake, IDeviceEdge edge) : ISystemFigures
{
    public SystemFigures Read()
    {
        var positions = silo.Positions;
        return new SystemFigures(positions.JournalBytes, positions.Stored, positions.Journal, positions.MessagesTotal, edge.Connections, edge.Problem)
        {
            JournalQuotaBytes = positions.JournalQuotaBytes,
            JournalSecondsLeft = (long?)positions.JournalTimeLeft?.TotalSeconds,
            JournalRoom = positions.Room.ToString().ToLowerInvariant(),
            MessagesShed = intake.ShedTotal,
            StoreTrouble = positions.StoreTrouble?.Reason,
            StoreTroubleSince = positions.StoreTrouble?.Since,
        };
    }
}
