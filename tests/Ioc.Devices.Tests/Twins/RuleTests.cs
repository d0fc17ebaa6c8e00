using Ioc.Devices.Alerts;
using Ioc.Devices.Twins;

namespace Ioc.Devices.Tests.Twins;

/// <summary>Each default rule as a story: what a device says, second by second, and what is found.</summary>
public class RuleTests
{
    [Theory]
    [InlineData("speaker line opens and is repaired", "0 line_state:\"open\" = +speaker-line-open; 60 line_state:\"ok\" = -speaker-line-open")]
    [InlineData("an unknown line state decides nothing", "0 line_state:\"unknown\" = ; 1 line_state:\"open\" = +speaker-line-open; 60 line_state:\"unknown\" = ")]
    [InlineData("an open line becomes a short one", "0 line_state:\"open\" = +speaker-line-open; 60 line_state:\"short\" = -speaker-line-open +speaker-line-short")]
    [InlineData("amplifier faults", "0 amplifier_fault:true = +amplifier-fault; 60 amplifier_fault:false = -amplifier-fault")]
    [InlineData("a dip of the mains is nothing", "0 mains_ok:false = ; 20 mains_ok:true = ; 60 mains_ok:false = ; 89 tick = ; 90 tick = +mains-lost")]
    [InlineData("mains returns for good", "0 mains_ok:false = ; 30 tick = +mains-lost; 60 mains_ok:true = ; 90 tick = -mains-lost")]
    [InlineData("mains that flickers back stays lost", "0 mains_ok:false = ; 30 tick = +mains-lost; 60 mains_ok:true = ; 80 mains_ok:false = ; 100 tick = ")]
    [InlineData("battery runs low and charges", "0 battery_percent:20 = ; 1 battery_percent:19.9 = +battery-low; 2 battery_percent:30 = ; 3 battery_percent:30.1 = -battery-low")]
    [InlineData("heat must last a minute", "0 temperature_c:71 = ; 59 tick = ; 60 tick = +over-temperature; 61 temperature_c:66 = ; 62 temperature_c:64 = ; 121 tick = ; 122 tick = -over-temperature")]
    [InlineData("heat that goes away in time is nothing", "0 temperature_c:71 = ; 30 temperature_c:70 = ; 61 tick = ; 62 temperature_c:71 = ; 121 tick = ")]
    [InlineData("a value taken back ends the waiting", "0 temperature_c:71 = ; 30 temperature_c:null = ; 61 tick = ")]
    public void Loudspeaker(string story, string steps) => Play(DeviceKind.Loudspeaker, story, steps);

    [Theory]
    [InlineData("all access points down hides how many are missing", "0 access_points_up:0,\"access_points_total\":4 = ; 120 tick = +hotspot-down; 121 access_points_up:1 = -hotspot-down; 240 tick = ; 241 tick = +access-points-missing; 242 access_points_up:4 = ; 302 tick = -access-points-missing")]
    [InlineData("two access points missing", "0 access_points_up:2,\"access_points_total\":4 = ; 120 tick = +access-points-missing")]
    [InlineData("more access points missing", "0 access_points_up:3,\"access_points_total\":4 = ; 120 tick = +access-points-missing; 121 access_points_up:1 = +access-points-missing; 122 access_points_up:4 = ; 182 tick = -access-points-missing")]
    [InlineData("missing is not known without the total", "0 access_points_up:2 = ; 120 tick = ")]
    [InlineData("no internet explains the loss", "0 loss_percent:50 = ; 60 backhaul_up:false = ; 90 tick = +backhaul-down; 150 tick = ; 160 backhaul_up:true = -backhaul-down; 161 loss_percent:50 = ; 280 tick = +loss-high")]
    [InlineData("loss has a gap between its bounds", "0 loss_percent:11 = ; 120 tick = +loss-high; 121 loss_percent:7 = ; 122 loss_percent:4 = ; 242 tick = -loss-high")]
    [InlineData("latency", "0 rtt_ms:301 = ; 120 tick = +latency-high; 121 rtt_ms:250 = ; 200 rtt_ms:199 = ; 320 tick = -latency-high")]
    public void Hotspot(string story, string steps) => Play(DeviceKind.Hotspot, story, steps);

    [Theory]
    [InlineData("the site says it is down", "0 state:\"down\" = +site-down; 60 state:\"degraded\" = -site-down")]
    [InlineData("every cell down is a site down", "0 cells:[{\"id\":\"a\",\"state\":\"down\"},{\"id\":\"b\",\"state\":\"down\"}] = +site-down; 1 cells:[{\"id\":\"b\",\"state\":\"up\"}] = -site-down; 61 tick = +cell-down; 62 cells:[{\"id\":\"a\",\"state\":\"up\"}] = -cell-down")]
    [InlineData("a cell that restarts is nothing", "0 cells:[{\"id\":\"a\",\"state\":\"down\"},{\"id\":\"b\",\"state\":\"up\"}] = ; 50 cells:[{\"id\":\"a\",\"state\":\"up\"}] = ; 61 tick = ")]
    [InlineData("more cells fail, and some return", "0 cells:[{\"id\":\"a\",\"state\":\"down\"},{\"id\":\"b\",\"state\":\"up\"},{\"id\":\"c\",\"state\":\"up\"}] = ; 60 tick = +cell-down; 61 cells:[{\"id\":\"b\",\"state\":\"down\"}] = +cell-down; 65 cells:[{\"id\":\"b\",\"state\":\"down\"}] = ; 66 cells:[{\"id\":\"b\",\"state\":\"up\"}] = +cell-down; 67 cells:[{\"id\":\"a\",\"state\":\"up\"}] = -cell-down")]
    [InlineData("a fire after an open door", "0 alarms:[{\"severity\":\"major\",\"text\":\"Cửa mở\"}] = +site-alarm; 5 alarms:[{\"severity\":\"major\",\"text\":\"Cửa mở\"}] = ; 6 alarms:[{\"severity\":\"major\",\"text\":\"Cửa mở\"},{\"severity\":\"critical\",\"text\":\"Cháy\"}] = +site-alarm; 7 state:\"up\" = ; 8 alarms:[{\"severity\":\"critical\",\"text\":\"Ngập\"},{\"severity\":\"critical\",\"text\":\"Cháy\"}] = +site-alarm; 9 alarms:[] = -site-alarm")]
    [InlineData("power", "0 power_source:\"battery\" = ; 60 tick = +on-battery; 61 power_source:\"generator\" = ; 121 tick = -on-battery")]
    [InlineData("heat and charge", "0 temperature_c:51 = ; 60 tick = +over-temperature; 61 battery_percent:5 = +battery-low")]
    [InlineData("backhaul", "0 backhaul_up:false = ; 30 tick = +backhaul-down; 31 backhaul_up:true = -backhaul-down")]
    [InlineData("forwarded alarms", "0 alarms:[{\"severity\":\"minor\"}] = ; 1 alarms:[{\"severity\":\"major\",\"text\":\"Cháy\"}] = +site-alarm; 2 alarms:[] = -site-alarm")]
    [InlineData("forwarded alarms taken back", "0 alarms:[{\"severity\":\"critical\"}] = +site-alarm; 2 alarms:null = -site-alarm")]
    public void Site(string story, string steps) => Play(DeviceKind.Site, story, steps);

    [Fact]
    public void While_a_device_is_offline_its_last_values_judge_nothing()
    {
        var twin = new TwinDriver(Samples.Loudspeaker());
        twin.Sends("""{"temperature_c":80}""", 0);
        twin.Status(online: false, 10);

        Assert.Equal("+offline", twin.Tick(20));
        Assert.Equal("", twin.Tick(500));
        Assert.Equal("-offline", twin.Finds("""{"temperature_c":81}""", 600));
        Assert.Equal("+over-temperature", twin.Tick(660));
    }

    [Fact]
    public void Durations_go_on_over_a_restart_of_the_centre()
    {
        var twin = new TwinDriver(Samples.Loudspeaker());
        twin.Sends("""{"temperature_c":80}""", 0);
        twin.Restart();

        Assert.Equal("", twin.Tick(59));
        Assert.Equal("+over-temperature", twin.Tick(60));
    }

    [Fact]
    public void Health_is_the_worst_effect_of_what_holds()
    {
        var twin = new TwinDriver(Samples.Loudspeaker());
        twin.Sends("""{"battery_percent":5}""", 0);
        Assert.Equal(Health.Degraded, twin.Twin.Health);
        twin.Sends("""{"line_state":"open"}""", 1);
        Assert.Equal(Health.Faulty, twin.Twin.Health);
        twin.Status(online: false, 2);
        twin.Tick(12);
        Assert.Equal(Health.Offline, twin.Twin.Health);
        twin.Sends("""{"line_state":"ok"}""", 13);
        Assert.Equal(Health.Degraded, twin.Twin.Health);
        twin.Sends("""{"battery_percent":50}""", 14);
        Assert.Equal(Health.Ok, twin.Twin.Health);
    }

    [Fact]
    public void A_finding_tells_value_and_bound_of_numbers_but_not_of_words()
    {
        var twin = new TwinDriver(Samples.Loudspeaker());
        twin.Sends("""{"battery_percent":12.5,"line_state":"open"}""", 0);

        Assert.Equal(
            [
                new Finding(Condition.SpeakerLineOpen, true, 1, null, null, TwinDriver.Ms(0)),
                new Finding(Condition.BatteryLow, true, 1, 12.5, 20, TwinDriver.Ms(0)),
            ],
            twin.Findings.All);
    }

    [Fact]
    public void What_a_sites_management_reports_is_told_with_all_its_words_as_far_as_there_is_room()
    {
        var twin = new TwinDriver(Samples.Site());
        twin.Sends(Alarms("Cửa mở", "Cháy"), 0);
        twin.Sends(Alarms([.. Enumerable.Range(0, 30).Select(i => new string('x', 98) + i)]), 1);

        Assert.Equal([(2, "Cửa mở; Cháy"), (30, null)], twin.Findings.All.Select(found => ((int)found.Value!, found.Detail!.Length < 20 ? found.Detail : null)));
        Assert.InRange(twin.Findings.All[1].Detail!.Length, 900, 1_000 + 20);

        static string Alarms(params string[] texts) =>
            "{\"alarms\":[" + string.Join(',', texts.Select(text => $"{{\"severity\":\"major\",\"text\":\"{text}\"}}")) + "]}";
    }

    [Theory]
    [InlineData("down", "up", "-cell-down")]
    [InlineData("up", "down", "-cell-down +site-down")]
    public void A_cell_that_the_registry_drops_is_judged_no_longer(string dropped, string kept, string found)
    {
        var site = Samples.Site();
        var cells = site.Site!.Cells;
        var twin = new TwinDriver(site with { Site = site.Site with { Cells = [cells[0], cells[0] with { Id = "b" }] } });
        twin.Sends($$"""{"cells":[{"id":"a","state":"{{kept}}"},{"id":"b","state":"{{dropped}}"},{"id":"unregistered","state":"{{kept}}"}]}""", 0);
        Assert.Equal("+cell-down", twin.Tick(60));
        twin.Twin.Reconfigure(site, TwinDriver.Ms(70));

        Assert.Equal(found.Split(' ').Order(), twin.Tick(71).Split(' ').Order());
    }

    [Fact]
    public void Conditions_end_when_their_rule_is_taken_away()
    {
        var twin = new TwinDriver(Samples.Loudspeaker());
        twin.Sends("""{"line_state":"open","battery_percent":5}""", 0);
        twin.Findings.Take();
        var rules = new RuleSet([.. RuleSet.Default.Rules.Where(rule => rule.Condition != Condition.SpeakerLineOpen)]);

        twin.Twin.UseRules(rules, TwinDriver.Ms(1), twin.Findings);

        Assert.Equal("-speaker-line-open", twin.Findings.Take());
        Assert.Equal(Health.Degraded, twin.Twin.Health);
    }

    [Fact]
    public void A_tick_before_anything_is_due_does_nothing_and_costs_no_memory()
    {
        var twin = new TwinDriver(Samples.Loudspeaker());
        twin.Sends(Samples.LongLoudspeakerMessage, 0);
        twin.Tick(1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        twin.Twin.Tick(TwinDriver.Ms(2), twin.Findings);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Play(DeviceKind kind, string story, string steps)
    {
        var twin = new TwinDriver(Samples.Of(kind) with { PeriodSeconds = 3_600 });
        foreach (var step in steps.Split("; "))
        {
            var parts = step.Split(" = ");
            var (second, said) = (parts[0][..parts[0].IndexOf(' ', StringComparison.Ordinal)], parts[0][(parts[0].IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            var at = double.Parse(second, System.Globalization.CultureInfo.InvariantCulture);
            var colon = said.IndexOf(':', StringComparison.Ordinal);
            var found = said == "tick" ? twin.Tick(at) : twin.Finds($"{{\"{said[..colon]}\":{said[(colon + 1)..]}}}", at);
            Assert.True(found == parts[1].Trim(), $"{story}: at {step}: found '{found}'");
        }
    }
}
