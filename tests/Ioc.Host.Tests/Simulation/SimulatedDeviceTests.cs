using Ioc.Devices;
using Ioc.Host.Simulation.Devices;

namespace Ioc.Host.Tests.Simulation;

public sealed class SimulatedDeviceTests
{
    [Theory]
    [InlineData(DeviceKind.Loudspeaker)]
    [InlineData(DeviceKind.Hotspot)]
    [InlineData(DeviceKind.Site)]
    public void A_device_says_it_is_online_and_reports_each_period_with_rising_numbers(DeviceKind kind)
    {
        var rig = new DeviceRig(kind);
        rig.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal("online", (string)rig.Outlet.Sent[0].Json["state"]!);
        var telemetry = rig.Outlet.Telemetry.ToList();
        Assert.InRange(telemetry.Count, 10, 12);
        Assert.Equal(Enumerable.Range(1, telemetry.Count).Select(i => (long)i), telemetry.Select(json => (long)json["seq"]!));
    }

    [Fact]
    public void Speed_shortens_periods()
    {
        var rig = new DeviceRig(DeviceKind.Hotspot, speed: 10);
        rig.Pass(TimeSpan.FromMinutes(1));
        Assert.InRange(rig.Outlet.Telemetry.Count(), 10, 12);
    }

    [Fact]
    public void More_people_are_on_the_network_in_the_evening_than_at_night()
    {
        var rig = new DeviceRig(DeviceKind.Hotspot, speed: 60);
        rig.Pass(TimeSpan.FromMinutes(24));
        // One life minute per wall second: index 0 is noon, 480 is eight in the evening, 960 is four at night.
        var clients = rig.Outlet.Telemetry.Select(json => (int)json["clients"]!).ToList();
        var evening = clients.Skip(450).Take(60).Average();
        var night = clients.Skip(930).Take(60).Average();
        Assert.True(evening > 4 * night, $"evening {evening}, night {night}");
    }

    [Fact]
    public void A_site_on_battery_says_so_and_its_cells_fall_with_its_backhaul()
    {
        var rig = new DeviceRig(DeviceKind.Site);
        rig.Device.Faults = DeviceFaults.PowerCut;
        rig.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal("battery", (string)rig.Outlet.Telemetry.Last()["power_source"]!);
        Assert.Equal("degraded", (string)rig.Outlet.Telemetry.Last()["state"]!);

        rig.Device.Faults = DeviceFaults.BackhaulDown;
        rig.Pass(TimeSpan.FromMinutes(2));
        var down = rig.Outlet.Telemetry.Last();
        Assert.Equal("down", (string)down["state"]!);
        Assert.All(down["cells"]!.AsArray(), cell => Assert.Equal("down", (string)cell!["state"]!));
    }

    [Fact]
    public void Doubled_messages_carry_the_same_number_and_a_silent_device_sends_none()
    {
        var rig = new DeviceRig(DeviceKind.Hotspot);
        rig.Device.Faults = DeviceFaults.Doubled;
        rig.Pass(TimeSpan.FromMinutes(2));
        var numbers = rig.Outlet.Telemetry.Select(json => (long)json["seq"]!).ToList();
        Assert.Equal(numbers.Count, 2 * numbers.Distinct().Count());
        rig.Device.Faults = DeviceFaults.Silent;
        rig.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(numbers.Count, rig.Outlet.Telemetry.Count());
    }

    [Theory]
    [InlineData("d-2", 0)]
    [InlineData("d-1", 25_200)]
    public void A_wrong_clock_is_wrong_in_the_two_ways_real_ones_are(string id, long offset)
    {
        var rig = new DeviceRig(DeviceKind.Loudspeaker, id: id);
        rig.Device.Faults = DeviceFaults.WrongClock;
        rig.Pass(TimeSpan.FromMinutes(1));
        var at = (long)rig.Outlet.Telemetry.Last()["at"]!;
        Assert.True(offset == 0 ? at == 0 : Math.Abs(at - rig.Wall.ToUnixTimeSeconds() - offset) < 120);
    }

    [Fact]
    public void A_flapping_device_comes_and_goes()
    {
        var rig = new DeviceRig(DeviceKind.Hotspot);
        rig.Device.Faults = DeviceFaults.Flapping;
        var changes = 0;
        var before = rig.Device.WantsConnection;
        for (var second = 0; second < 600; second++)
        {
            rig.Pass(TimeSpan.FromSeconds(1));
            changes += rig.Device.WantsConnection != before ? 1 : 0;
            before = rig.Device.WantsConnection;
        }

        Assert.InRange(changes, 15, 60);
    }
}
