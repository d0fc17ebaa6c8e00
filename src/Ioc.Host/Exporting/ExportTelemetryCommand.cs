using System.CommandLine;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Exporting;

internal static class ExportTelemetryCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var from = new Option<string>("--from") { Description = "ISO 8601 with offset, for example 2026-11-22T00:00:00+07:00", HelpName = "TIME", Required = true };
        var to = new Option<string?>("--to") { Description = "The same, exclusive; now when absent", HelpName = "TIME" };
        var devices = new Option<string[]>("--device") { Description = "Device id; repeatable", HelpName = "ID", DefaultValueFactory = _ => [] };
        var units = new Option<string[]>("--unit") { Description = "Unit code, with all below it; repeatable", HelpName = "CODE", DefaultValueFactory = _ => [] };
        var kinds = new Option<string[]>("--kind") { Description = "loudspeaker, hotspot or site; repeatable", HelpName = "KIND", DefaultValueFactory = _ => [] };
        var metrics = new Option<string[]>("--metric") { Description = "Field name, for example temperature_c; repeatable", HelpName = "NAME", Required = true };
        var format = new Option<string>("--format") { Description = "csv, or line: InfluxDB line protocol", HelpName = "FORMAT", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "line");
        var raw = new Option<bool>("--raw") { Description = "Every stored point of each device, instead of buckets" };
        var step = new Option<int>("--step") { Description = "Seconds of a bucket; 0: chosen from the time asked for", HelpName = "SECONDS" };
        var output = new Option<FileInfo?>("--output", "-o") { Description = "File to write instead of stdout", HelpName = "FILE" };
        var command = new Command("telemetry", """
            Writes stored telemetry as it is read, however much it is.

            With --device, or with --raw, each device's own series; with --unit or --kind alone one series for each unit and kind: count, mean,
            min, max, the sum of the devices' means, and how many devices had points.
            """)
        {
            from, to, devices, units, kinds, metrics, format, raw, step, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = connection.TryConnect(parsed, out var problem);
            if (api is null)
            {
                return terminal.Fail(problem);
            }

            return await TelemetryDownload.RunAsync(terminal, api, new TelemetryRequest
            {
                From = parsed.GetValue(from)!,
                To = parsed.GetValue(to),
                Devices = parsed.GetValue(devices)!,
                Units = parsed.GetValue(units)!,
                Kinds = parsed.GetValue(kinds)!,
                Metrics = parsed.GetValue(metrics)!,
                Format = parsed.GetValue(format)!,
                Raw = parsed.GetValue(raw),
                StepSeconds = parsed.GetValue(step),
            }, parsed.GetValue(output), cancellationToken);
        });
        return command;
    }
}
