using System.Text;
using System.Text.Json;
using Ioc.Host.Exporting;
using Ioc.Host.Importing;
using Ioc.Host.Tests.Importing;

namespace Ioc.Host.Tests.Serving;

public sealed class ImportTests
{
    [Theory]
    [InlineData("csv")]
    [InlineData("geojson")]
    [InlineData("json")]
    public async Task An_export_imported_elsewhere_and_exported_again_is_the_same_file(string format)
    {
        await using var first = await RunningServer.StartAsync();
        await using var second = await RunningServer.StartAsync();
        await first.ImportUnitsAsync();
        await second.ImportUnitsAsync();
        Assert.Equal(
            $"devices: {SampleDevices.All.Count} added, 0 changed, 0 unchanged, 0 bad\n",
            await first.DoneAsync("import devices " + await first.FileAsync("in", DeviceJson.Write(SampleDevices.All))));

        var exported = await first.DoneAsync("export devices --format " + format);
        await second.DoneAsync("import devices " + await second.FileAsync("exported", exported));

        Assert.Equal(exported, await second.DoneAsync("export devices --format " + format));
        Assert.Equal($"devices: 0 added, 0 changed, {SampleDevices.All.Count} unchanged, 0 bad\n", await first.DoneAsync("import devices " + await first.FileAsync("again", exported)));
        var expected = SampleDevices.All.OrderBy(device => device.Id, StringComparer.Ordinal).Select(device => JsonSerializer.Serialize(device, DeviceJson.Options));
        Assert.Equal(expected, DeviceFile.Read(Encoding.UTF8.GetBytes(exported)).Rows.Select(row => JsonSerializer.Serialize(row.Row, DeviceJson.Options)));
    }

    [Fact]
    public async Task A_bad_row_stops_the_whole_file_unless_the_good_ones_are_to_be_kept()
    {
        await using var running = await RunningServer.StartAsync();
        await running.ImportUnitsAsync();
        const string Header = "id,kind,name,unit_code,latitude,longitude,horns,power_watts,audible_radius_metres\n";
        var file = await running.FileAsync("devices.csv", Header + "a,loudspeaker,A,00001,19.8,105.6,2,50,400\nb,loudspeaker,B,00001,19.8\nc,loudspeaker,C,00001,19.8,105.6,2,50,400\n");

        var (code, text, error) = await running.IocAsync("import devices " + file);

        Assert.Equal((2, ""), (code, text));
        Assert.Contains("devices.csv:3: 5 columns where the header has 9", error, StringComparison.Ordinal);
        Assert.Contains("--keep-good", error, StringComparison.Ordinal);
        Assert.DoesNotContain("\na\t", await running.DoneAsync("device list"), StringComparison.Ordinal);
        Assert.Equal("devices: 2 added, 0 changed, 0 unchanged, 1 bad\n", await running.DoneAsync($"import devices {file} --keep-good"));
        Assert.Equal("devices: 0 added, 0 changed, 2 unchanged, 1 bad\n", await running.DoneAsync($"import devices {file} --keep-good"));
    }

    [Fact]
    public async Task What_only_the_server_can_know_is_named_with_its_line_too()
    {
        await using var running = await RunningServer.StartAsync();
        await running.ImportUnitsAsync();
        const string Header = "id,kind,name,unit_code,latitude,longitude,horns,power_watts,audible_radius_metres\n";
        var file = await running.FileAsync("devices.csv", Header + "a,loudspeaker,A,00001,19.8,105.6,2,50,400\n\nb,loudspeaker,B,00777,19.8,105.6,2,50,400\n");

        var (code, _, error) = await running.IocAsync("import devices " + file);

        Assert.Equal(2, code);
        Assert.Contains("devices.csv:4: unit '00777' is unknown", error, StringComparison.Ordinal);
        Assert.Contains("Nothing was imported", error, StringComparison.Ordinal);
        Assert.Equal("devices: 1 added, 0 changed, 0 unchanged, 1 bad\n", await running.DoneAsync($"import devices {file} --keep-good"));
    }

    [Fact]
    public async Task Boundaries_of_unknown_units_are_named_and_the_others_are_idempotent()
    {
        await using var running = await RunningServer.StartAsync();
        await running.ImportUnitsAsync();
        const string Geometry = "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[105,19],[106,19],[106,20],[105,19]]]}";
        var file = await running.FileAsync(
            "b.geojson",
            "{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"code\":\"00001\"}," + Geometry + "},{\"properties\":{\"code\":\"00777\"}," + Geometry + "}]}");

        var (code, _, error) = await running.IocAsync("import boundaries " + file);

        Assert.Equal(2, code);
        Assert.Contains("b.geojson:2: unit 00777 is unknown", error, StringComparison.Ordinal);
        Assert.Equal("boundaries: 1 added, 0 changed, 0 unchanged, 1 bad\n", await running.DoneAsync($"import boundaries {file} --keep-good"));
        Assert.Equal("boundaries: 0 added, 0 changed, 1 unchanged, 1 bad\n", await running.DoneAsync($"import boundaries {file} --keep-good"));
    }

    [Fact]
    public async Task The_real_province_imports_whole_and_a_second_time_changes_nothing()
    {
        var units = $"import units {SharedData.Path("units-vn-2025.csv")} --province 38";
        var boundaries = $"import boundaries {SharedData.Path("communes-38-thanh-hoa.geojson")}";
        await using var running = await RunningServer.StartAsync();

        Assert.Equal("units: 167 added, 0 changed, 0 unchanged, 0 bad\n", await running.DoneAsync(units));
        Assert.Equal("boundaries: 166 added, 0 changed, 0 unchanged, 0 bad\n", await running.DoneAsync(boundaries));
        Assert.Equal("units: 0 added, 0 changed, 167 unchanged, 0 bad\n", await running.DoneAsync(units));
        Assert.Equal("boundaries: 0 added, 0 changed, 166 unchanged, 0 bad\n", await running.DoneAsync(boundaries));
    }

    [Fact]
    public async Task A_user_gets_the_role_and_the_password_that_were_given()
    {
        await using var running = await RunningServer.StartAsync();
        var password = (await running.DoneAsync("user add lan --role viewer")).Trim();

        Assert.Equal(20, password.Length);
        Assert.Equal(1, (await running.IocAsync("user add lan")).Code);
        Assert.Equal(1, (await running.IocAsync("user password nobody")).Code);
        Assert.NotEqual(password, (await running.DoneAsync("user password lan")).Trim());
        var (code, text, _) = await Commands.TestTerminal.RunWithInputAsync("short\n", "user", "password", "lan", "--password-stdin", "--data", running.Data);
        Assert.Equal((2, ""), (code, text));
        (code, text, _) = await Commands.TestTerminal.RunWithInputAsync("a long enough one\n", "user", "password", "lan", "--password-stdin", "--data", running.Data);
        Assert.Equal((0, ""), (code, text));
    }
}
