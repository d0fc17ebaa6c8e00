using System.CommandLine;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Importing;

/// <summary><c>ioc import</c>: files into a running server's registry.</summary>
internal static class ImportCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection) => new("import", """
        Imports a file into a running server, through its HTTP API.

        Every bad row is named with its line and reason, and then nothing is stored, unless --keep-good stores the good rows.
        Importing the same file again changes nothing. CSV is UTF-8, with or without byte order mark, separated by comma or semicolon.
        """)
    {
        ImportUnitsCommand.Create(terminal, connection),
        ImportBoundariesCommand.Create(terminal, connection),
        ImportHamletsCommand.Create(terminal, connection),
        ImportDevicesCommand.Create(terminal, connection),
    };

    public static Argument<FileInfo> File(string description) => new("FILE") { Description = description };

    public static Option<bool> KeepGood() => new("--keep-good") { Description = "Store the good rows of a file that has bad ones; exit code 0 all the same" };
}
