using Ioc.Devices;
using Ioc.Host.Simulation.Devices;
using Ioc.Host.Simulation.Faults;
using Ioc.Host.Simulation.Province;

namespace Ioc.Host.Tests.Simulation;

public sealed class FaultPlanTests
{
    private static readonly IReadOnlyList<Device> Devices = SimulatedProvince.Create(1, 400).Devices;

    [Fact]
    public void A_fault_file_says_what_where_and_when()
    {
        var plan = FaultPlan.Parse(
            """
            faults:
              - fault: power-cut
                where: { unit: "99007", kind: site }
                share: 0.5
                at: 5m
                for: 20m
                every: 2h
              - fault: line-open
                where: { device: loa-99001-001 }
                at: 00:01:30
            """,
            out var errors);
        Assert.Empty(errors);
        Assert.Equal(
            [
                new PlannedFault
                {
                    Fault = DeviceFaults.PowerCut, UnitCode = "99007", Kind = DeviceKind.Site, Share = 0.5,
                    At = TimeSpan.FromMinutes(5), For = TimeSpan.FromMinutes(20), Every = TimeSpan.FromHours(2),
                },
                new PlannedFault { Fault = DeviceFaults.LineOpen, DeviceId = "loa-99001-001", At = TimeSpan.FromSeconds(90) },
            ],
            plan!.Faults);
    }

    [Fact]
    public void Json_is_read_too()
    {
        var plan = FaultPlan.Parse("""{"faults":[{"fault":"silent","share":0.1,"at":"0"}]}""", out var errors);
        Assert.Empty(errors);
        Assert.Equal(DeviceFaults.Silent, Assert.Single(plan!.Faults).Fault);
    }

    [Fact]
    public void All_errors_are_reported_with_their_lines()
    {
        var plan = FaultPlan.Parse(
            """
            faults:
              - fault: power-kut
                share: 2
                at: soon
              - where: { province: "99", kind: camera }
                until: 5m
              - fault: flapping
                every: 5m
              - just words
            more: 1
            """,
            out var errors);
        Assert.Null(plan);
        Assert.Equal([2, 3, 4, 5, 5, 6, 7, 9, 10], errors.Select(error => int.Parse(error.Split(' ', ':')[1], System.Globalization.CultureInfo.InvariantCulture)).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("faults: []")]
    [InlineData("just text")]
    [InlineData("faults: [")]
    [InlineData("- a\n- b")]
    public void A_file_without_faults_is_an_error(string text)
    {
        Assert.Null(FaultPlan.Parse(text, out var errors));
        Assert.Single(errors);
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("1.5h", 5_400)]
    [InlineData("2d", 172_800)]
    [InlineData("01:02:03", 3_723)]
    [InlineData("0", 0)]
    public void Times_are_written_as_people_write_them(string text, double seconds)
    {
        Assert.True(FaultTime.TryParse(text, out var time));
        Assert.Equal(seconds, time.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("-5m")]
    [InlineData("5 minutes")]
    [InlineData("999999d")]
    [InlineData("1:2")]
    public void Other_times_are_not_guessed(string text) => Assert.False(FaultTime.TryParse(text, out _));

    [Fact]
    public void A_schedule_hits_its_share_and_repeats()
    {
        var fault = new PlannedFault
        {
            Fault = DeviceFaults.Silent, Kind = DeviceKind.Loudspeaker, Share = 0.25,
            At = TimeSpan.FromMinutes(1), For = TimeSpan.FromMinutes(2), Every = TimeSpan.FromMinutes(10),
        };
        var schedule = new FaultSchedule(new FaultPlan([fault]), Devices, seed: 1);
        Assert.Empty(schedule.Advance(TimeSpan.Zero));
        var hit = schedule.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(70, hit.Count);
        Assert.All(hit, index => Assert.Equal((DeviceKind.Loudspeaker, DeviceFaults.Silent), (Devices[index].Kind, schedule.FaultsOf(index))));
        Assert.Equal(70, schedule.DevicesFaulty);
        Assert.Equal(70, schedule.Advance(TimeSpan.FromMinutes(3)).Count);
        Assert.Equal(0, schedule.DevicesFaulty);
        Assert.Equal(70, schedule.Advance(TimeSpan.FromMinutes(11.5)).Count);
    }

    [Fact]
    public void The_demo_shows_some_trouble_and_mostly_health()
    {
        var schedule = new FaultSchedule(FaultPlan.Demo(Devices, seed: 1), Devices, seed: 1);
        schedule.Advance(TimeSpan.Zero);
        Assert.InRange(schedule.DevicesFaulty, 4, Devices.Count / 10);
        schedule.Advance(TimeSpan.FromMinutes(5));
        Assert.InRange(schedule.DevicesFaulty, 8, Devices.Count / 6);
        Assert.Empty(FaultPlan.Demo([], seed: 1).Faults);
    }
}
