using System.CommandLine;
using System.Text;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Exporting;

internal static class ExportDevicesCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var format = new Option<string>("--format") { Description = "csv, geojson or json", HelpName = "FORMAT", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "geojson", "json");
        var output = new Option<FileInfo?>("--output", "-o") { Description = "File to write instead of stdout", HelpName = "FILE" };
        var mark = new Option<bool>("--bom") { Description = "Begin CSV with a byte order mark: some spreadsheets garble Vietnamese without it" };
        var command = new Command("devices", """
            Writes every device, sorted by id, in the form that `ioc import devices` reads: importing an export changes nothing.

            CSV: a text that a spreadsheet would take for a formula (it begins with = + - @ or a control character) or that begins with an
            apostrophe gets an apostrophe in front; the import takes it away again.
            """)
        {
            format, output, mark,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = connection.TryConnect(parsed, out var problem);
            if (api is null)
            {
                return terminal.Fail(problem);
            }

            var devices = await terminal.WithProgressAsync("Reading devices", 0, progress => RegisteredDevices.ReadAsync(api, progress, terminal.Time, cancellationToken));
            if (!devices.Succeeded)
            {
                return terminal.Fail(devices.Problem!);
            }

            var noted = await api.PostAsync($"/api/v1/devices/exported?count={devices.Value!.Count}", null, cancellationToken);
            if (!noted.Succeeded)
            {
                return terminal.Fail(noted.Problem!);
            }

            var text = parsed.GetValue(format) switch
            {
                "geojson" => DeviceGeoJson.Write(devices.Value!),
                "json" => DeviceJson.Write(devices.Value!),
                _ => (parsed.GetValue(mark) ? "\uFEFF" : "") + DeviceCsv.Write(devices.Value!),
            };
            return await WriteAsync(terminal, parsed.GetValue(output), text, cancellationToken);
        });
        return command;
    }

    private static async Task<int> WriteAsync(Terminal terminal, FileInfo? output, string text, CancellationToken cancellationToken)
    {
        if (output is null)
        {
            await terminal.Out.WriteAsync(text.AsMemory(), cancellationToken);
            return ExitCode.Ok;
        }

        try
        {
            await File.WriteAllTextAsync(output.FullName, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken);
            return ExitCode.Ok;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return terminal.Fail($"{output.FullName} can't be written: {fault.Message}");
        }
    }
}
