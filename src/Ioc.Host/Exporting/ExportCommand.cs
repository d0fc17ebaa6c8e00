using System.CommandLine;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Exporting;

/// <summary><c>ioc export</c>: the registry and the telemetry back into files, without loss.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection) => new("export", "Writes what a running server has registered or stored, without loss.")
    {
        ExportDevicesCommand.Create(terminal, connection),
        ExportTelemetryCommand.Create(terminal, connection),
    };
}
