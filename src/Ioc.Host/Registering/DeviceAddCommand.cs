using System.CommandLine;
using System.Globalization;
using Ioc.Dashboard.Wire;
using Ioc.Host.Calling;
using Ioc.Host.Importing;
using Ioc.Host.Terminals;
using Ioc.Silo.Exports;

namespace Ioc.Host.Registering;

internal static class DeviceAddCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var id = new Argument<string>("ID") { Description = "1 to 64 of A-Z a-z 0-9 . _ -; also the MQTT client id and user name" };
        var kind = new Option<string>("--kind") { Description = "loudspeaker, hotspot or site", HelpName = "KIND", Required = true };
        var unit = new Option<string>("--unit") { Description = "Code of the commune it stands in", HelpName = "CODE", Required = true };
        var latitude = new Option<double>("--lat") { Description = "Latitude, WGS 84 degrees", HelpName = "DEGREES", Required = true };
        var longitude = new Option<double>("--lon") { Description = "Longitude, WGS 84 degrees", HelpName = "DEGREES", Required = true };
        var period = new Option<int>("--period") { Description = "Expected reporting period in seconds", HelpName = "SECONDS", DefaultValueFactory = _ => 60 };
        var name = new Option<string?>("--name") { Description = "What operators call it; default: the id", HelpName = "TEXT" };
        var more = new Option<string[]>("--set")
        {
            Description = "Any other column of `ioc import devices`, for example --set horns=4 --set tags=market;old", HelpName = "COLUMN=VALUE",
        };
        var command = new Command("add", """
            Registers one device and prints its credential: the only line on stdout, and the only time it is seen.

            Equipment that is not told with --set is assumed: a loudspeaker of 2 horns, 50 W and 400 m; a hotspot of one access point on
            fibre; a site of one 4G cell to the north.
            """)
        {
            id, kind, unit, latitude, longitude, period, name, more,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var row = new TypedRow();
            row["id"] = FormulaGuard.Guard(parsed.GetValue(id)!);
            row["kind"] = parsed.GetValue(kind)!;
            row["name"] = FormulaGuard.Guard(parsed.GetValue(name) ?? parsed.GetValue(id)!);
            row["unit_code"] = FormulaGuard.Guard(parsed.GetValue(unit)!);
            row["latitude"] = parsed.GetValue(latitude).ToString(CultureInfo.InvariantCulture);
            row["longitude"] = parsed.GetValue(longitude).ToString(CultureInfo.InvariantCulture);
            row["period_seconds"] = parsed.GetValue(period).ToString(CultureInfo.InvariantCulture);
            var problems = new List<string>();
            row.Set(parsed.GetValue(more) ?? [], problems);
            row.AssumeEquipment();
            var device = problems.Count == 0 ? DeviceRow.Read(row, problems) : null;
            return device is null
                ? Task.FromResult(terminal.Fail(string.Join(Environment.NewLine, problems), ExitCode.BadInput))
                : AddAsync(terminal, connection, parsed, device, cancellationToken);
        });
        return command;
    }

    private static async Task<int> AddAsync(
        Terminal terminal, ConnectionOptions connection, ParseResult parsed, DeviceDocument device, CancellationToken cancellationToken)
    {
        using var api = connection.TryConnect(parsed, out var problem);
        if (api is null)
        {
            return terminal.Fail(problem);
        }

        // The list is the registry's; a device's own page is its twin's, which hears of a registration a moment later.
        var alike = await api.GetAllAsync<DeviceBrief>("/api/v1/devices?q=" + Uri.EscapeDataString(device.Id), null, cancellationToken);
        if (!alike.Succeeded)
        {
            return terminal.Fail(alike.Problem!);
        }

        if (alike.Value!.Any(brief => brief.Id == device.Id))
        {
            return terminal.Fail($"{device.Id} is registered already. `ioc device rotate {device.Id}` makes a new credential; `ioc import devices` changes it.");
        }

        var put = await api.PutDevicesAsync([device], keepGood: false, cancellationToken);
        if (!put.Succeeded)
        {
            var reasons = put.Value?.Errors?.Select(error => error.Reason) ?? [];
            return terminal.Fail(string.Join(Environment.NewLine, [put.Problem!, .. reasons]), put.Status is 400 or 422 ? ExitCode.BadInput : ExitCode.Failed);
        }

        return await Credentials.PrintNewAsync(terminal, api, device.Id, cancellationToken);
    }
}
