using Ioc.Devices.Alerts;
using Ioc.Devices.Coverage;
using Ioc.Devices.Twins;

namespace Ioc.Devices.Tests.Alerts;

public class AlertTableTests
{
    private static readonly Device Device = Samples.Loudspeaker(7);
    private readonly AlertTable _table = new();

    [Fact]
    public void A_finding_becomes_an_alert_with_all_that_people_need()
    {
        var alert = _table.Apply(Battery(raised: true, value: 12.5), Device, 100)!;

        Assert.Equal(("battery-low", "loa-7", "25123", AlertState.Raised), (alert.Condition, alert.DeviceId, alert.UnitCode, alert.State));
        Assert.Equal(("Pin yếu: còn 12,5 %", "Battery low: 12.5 %"), (alert.TextVi, alert.TextEn));
        Assert.Equal((12.5, 20), (alert.ObservedValue, alert.ThresholdValue));
        Assert.Equal((Severity.Major, "equipmentAlarm", "batteryFailure"), (alert.Severity, alert.AlarmType, alert.ProbableCause));
        Assert.Equal((100, Samples.Start), (alert.Version, alert.RaisedAt.ToUnixTimeMilliseconds()));
        Assert.NotNull(alert.ProposedRepairVi);
    }

    [Fact]
    public void A_finding_that_changes_nothing_gives_no_alert()
    {
        Assert.Null(_table.Apply(Battery(raised: false), Device, 1));
        Assert.NotNull(_table.Apply(Battery(raised: true), Device, 2));
        Assert.Null(_table.Apply(Battery(raised: true), Device, 3));
        Assert.Single(_table.Open);
    }

    [Fact]
    public void Raised_acknowledged_cleared_and_raised_anew_as_another_alert()
    {
        var first = _table.Apply(Battery(raised: true), Device, 1)!;
        var acknowledged = _table.Acknowledge(first.Id, "thu", Samples.Start + 5, 2)!;
        var cleared = _table.Apply(Battery(raised: false), Device, 3)!;
        var again = _table.Apply(Battery(raised: true), Device, 4)!;

        Assert.Equal((AlertState.Acknowledged, "thu", 2), (acknowledged.State, acknowledged.AcknowledgedBy, acknowledged.Version));
        Assert.Equal((AlertState.Cleared, "thu", first.Id, 3), (cleared.State, cleared.AcknowledgedBy, cleared.Id, cleared.Version));
        Assert.NotEqual(first.Id, again.Id);
        Assert.Equal(AlertState.Raised, again.State);
    }

    [Fact]
    public void Acknowledging_twice_or_what_is_over_changes_nothing()
    {
        var alert = _table.Apply(Battery(raised: true), Device, 1)!;
        _table.Acknowledge(alert.Id, "thu", Samples.Start, 2);

        Assert.Null(_table.Acknowledge(alert.Id, "lan", Samples.Start, 3));
        Assert.Equal("thu", _table.Find(alert.Id)!.AcknowledgedBy);
        _table.Apply(Battery(raised: false), Device, 4);
        Assert.Null(_table.Acknowledge(alert.Id, "lan", Samples.Start, 5));
        Assert.Null(_table.Acknowledge("a-nobody", "lan", Samples.Start, 6));
    }

    [Fact]
    public void An_id_comes_from_position_condition_and_device_and_sorts_by_position()
    {
        var id = AlertId.Of(1, Condition.Offline, 7);

        Assert.Equal("a000000000000208" + "00000e", id);
        Assert.NotEqual(id, AlertId.Of(1, Condition.BatteryLow, 7));
        Assert.NotEqual(id, AlertId.Of(1, Condition.Offline, 8));
        var ids = new[] { 1L, 2, 31, 32, 1_000, 1L << 40, long.MaxValue }.Select(position => AlertId.Of(position, Condition.Offline, 7)).ToArray();
        Assert.Equal(ids, ids.Order(StringComparer.Ordinal));
        Assert.All(ids, each => Assert.True(DeviceId.IsValid(each)));
    }

    [Fact]
    public void A_device_that_leaves_takes_its_alerts_with_it()
    {
        _table.Apply(Battery(raised: true), Device, 1);
        _table.Apply(new Finding(Condition.Offline, true, 7, null, null, Samples.Start), Device, 2);
        _table.Apply(new Finding(Condition.Offline, true, 8, null, null, Samples.Start), Samples.Loudspeaker(8), 3);

        var cleared = _table.RemoveDevice(7, Samples.Start, 4);

        Assert.Equal(["offline", "battery-low"], cleared.Select(alert => alert.Condition));
        Assert.All(cleared, alert => Assert.Equal(AlertState.Cleared, alert.State));
        Assert.Equal("loa-8", Assert.Single(_table.Open).DeviceId);
    }

    [Fact]
    public void Loaded_alerts_go_on_as_if_nothing_happened()
    {
        var alert = _table.Apply(Battery(raised: true), Device, 1)!;
        var table = new AlertTable();
        table.Load(
            [
                alert, alert with { Id = "a-old", Condition = "offline", State = AlertState.Cleared }, alert with { Id = "a-gone", DeviceId = "gone" },
                alert with { Id = "a-kind", DeviceKind = DeviceKind.Hotspot, Condition = "offline" }, alert with { Id = "a-unruled", Condition = "stuck-value" },
            ],
            new Dictionary<string, Device> { [Device.Id] = Device });

        Assert.Equal(alert.Id, Assert.Single(table.Open).Id);
        Assert.Null(table.Apply(Battery(raised: true), Device, 2));
        Assert.Equal(alert.Id, table.Apply(Battery(raised: false), Device, 3)!.Id);
        Assert.Empty(table.Open);
    }

    [Fact]
    public void A_coverage_alert_names_places_and_people_and_follows_the_gap()
    {
        var site = Samples.Site(9);
        CoverageGap Gap(int people, params string[] codes) => new(9, codes, [.. codes.Select(code => "Thôn " + code)], people);

        var raised = _table.ApplyGap(Gap(1_234, "1", "2"), site, Samples.Start, 1)!;
        Assert.Equal("Mất sóng 2 thôn, 1.234 người: Thôn 1, Thôn 2", raised.TextVi);
        Assert.Equal("2 hamlets without signal, 1,234 people: Thôn 1, Thôn 2", raised.TextEn);
        Assert.Equal((1_234, 2), (raised.AffectedPeople, raised.AffectedHamlets.Count));
        Assert.Null(_table.ApplyGap(Gap(1_234, "1", "2"), site, Samples.Start, 2));

        _table.Acknowledge(raised.Id, "thu", Samples.Start, 3);
        var grown = _table.ApplyGap(Gap(9_000, "1", "2", "3", "4", "5", "6", "7"), site, Samples.Start + 1, 4)!;
        Assert.Equal((raised.Id, AlertState.Raised, 4), (grown.Id, grown.State, grown.Version));
        Assert.Null(grown.AcknowledgedBy);
        Assert.EndsWith("Thôn 5 và 2 thôn khác", grown.TextVi, StringComparison.Ordinal);

        // Fewer, or the same by another name, is nothing that nobody saw.
        _table.Acknowledge(raised.Id, "thu", Samples.Start, 5);
        var fewer = _table.ApplyGap(Gap(1_000, "1", "2"), site, Samples.Start + 2, 6)!;
        Assert.Equal((AlertState.Acknowledged, "thu", 2), (fewer.State, fewer.AcknowledgedBy, fewer.AffectedHamlets.Count));
        var renamed = _table.ApplyGap(new CoverageGap(9, ["1", "2"], ["Bản Mới", "Thôn 2"], 1_000), site, Samples.Start + 3, 7)!;
        Assert.Equal((AlertState.Acknowledged, "Mất sóng 2 thôn, 1.000 người: Bản Mới, Thôn 2"), (renamed.State, renamed.TextVi));

        Assert.Equal(AlertState.Cleared, _table.ApplyGap(Gap(0), site, Samples.Start, 5)!.State);
        Assert.Null(_table.ApplyGap(Gap(0), site, Samples.Start, 6));
    }

    [Fact]
    public void A_sites_own_words_are_in_the_alert()
    {
        var alert = _table.Apply(new Finding(Condition.SiteAlarm, true, 3, 2, 0, Samples.Start, "Cháy tủ nguồn"), Samples.Site(), 1)!;

        Assert.Equal(("Trạm báo 2 cảnh báo nghiêm trọng: Cháy tủ nguồn", "Cháy tủ nguồn"), (alert.TextVi, alert.SpecificProblem));
        Assert.Equal(
            "Trạm báo 2 cảnh báo nghiêm trọng",
            new AlertTable().Apply(new Finding(Condition.SiteAlarm, true, 3, 2, 0, Samples.Start), Samples.Site(), 1)!.TextVi);
    }

    [Fact]
    public void A_site_that_reports_something_new_asks_for_another_acknowledgement()
    {
        Finding Alarms(int count, string? texts) => new(Condition.SiteAlarm, true, 3, count, 0, Samples.Start, texts);
        var alert = _table.Apply(Alarms(1, "Cửa mở"), Samples.Site(), 1)!;
        _table.Acknowledge(alert.Id, "thu", Samples.Start, 2);

        var fire = _table.Apply(Alarms(2, "Cửa mở; Cháy"), Samples.Site(), 3)!;
        Assert.Equal((alert.Id, AlertState.Raised, "Trạm báo 2 cảnh báo nghiêm trọng: Cửa mở; Cháy"), (fire.Id, fire.State, fire.TextVi));
        Assert.Null(_table.Apply(Alarms(2, "Cửa mở; Cháy"), Samples.Site(), 4));
        _table.Acknowledge(alert.Id, "thu", Samples.Start, 5);
        Assert.Equal((AlertState.Acknowledged, 1.0), (_table.Apply(Alarms(1, "Cháy"), Samples.Site(), 6)!.State, _table.Find(alert.Id)!.ObservedValue));
        Assert.Equal(AlertState.Raised, _table.Apply(Alarms(1, "Ngập"), Samples.Site(), 7)!.State);
        _table.Acknowledge(alert.Id, "thu", Samples.Start, 8);
        Assert.Equal(AlertState.Raised, _table.Apply(Alarms(2, "Ngập"), Samples.Site(), 9)!.State);
    }

    [Fact]
    public void More_parts_that_fail_are_in_the_text_of_the_same_acknowledged_alert()
    {
        Finding Cells(int down) => new(Condition.CellDown, true, 3, down, 0, Samples.Start);
        var alert = _table.Apply(Cells(1), Samples.Site(), 1)!;
        _table.Acknowledge(alert.Id, "thu", Samples.Start, 2);

        var more = _table.Apply(Cells(3), Samples.Site(), 3)!;
        Assert.Equal((alert.Id, AlertState.Acknowledged, "3 cell ngừng phát sóng", 3), (more.Id, more.State, more.TextVi, more.Version));
    }

    [Fact]
    public void A_device_that_is_renamed_or_moved_is_in_its_open_alerts_as_it_is_now()
    {
        var offline = _table.Apply(new Finding(Condition.Offline, true, 7, null, null, Samples.Start), Device, 1)!;
        var battery = _table.Apply(Battery(raised: true, value: 12.5), Device, 2)!;
        var moved = Device with { Name = "Nhà văn hoá", UnitCode = "25999", Position = new GeoPoint(20, 106) };
        Assert.Empty(_table.Follow(_ => moved, new HashSet<int> { 8 }, Samples.Start, 3));

        var changed = _table.Follow(_ => moved, new HashSet<int> { 7, 8 }, Samples.Start, 3);

        Assert.Equal([offline.Id, battery.Id], changed.Select(alert => alert.Id));
        Assert.All(changed, alert => Assert.Equal(("Nhà văn hoá", "25123", new GeoPoint(20, 106), 3), (alert.DeviceName, alert.UnitCode, alert.Position, alert.Version)));
        Assert.Equal(("Mất kết nối với Nhà văn hoá", "Pin yếu: còn 12,5 %"), (changed[0].TextVi, changed[1].TextVi));
        Assert.Empty(_table.Follow(_ => moved, null, Samples.Start, 4));
    }

    [Fact]
    public void An_acknowledgement_of_an_alert_that_a_replay_raises_earlier_is_not_lost_and_never_another_alerts()
    {
        var first = AlertId.Of(20, Condition.BatteryLow, 7);
        var alert = _table.Apply(Battery(raised: true), Device, 10)!;

        Assert.Null(_table.Acknowledge(AlertId.Of(9, Condition.BatteryLow, 7), "thu", Samples.Start, 21));
        Assert.Null(_table.Acknowledge(AlertId.Of(20, Condition.Offline, 7), "thu", Samples.Start, 21));
        Assert.Null(_table.Acknowledge(AlertId.Of(20, Condition.BatteryLow, 8), "thu", Samples.Start, 21));
        Assert.Equal((alert.Id, "thu"), (_table.Acknowledge(first, "thu", Samples.Start, 21)!.Id, _table.Find(alert.Id)!.AcknowledgedBy));
        Assert.True(AlertId.TryRead(first, out var position, out var condition, out var handle));
        Assert.Equal((20, Condition.BatteryLow, 7), (position, condition, handle));
        Assert.All((string[])["", "a", "a-nobody", first + "0", first[..^1], 'b' + first[1..]], id => Assert.False(AlertId.TryRead(id, out _, out _, out _)));
    }

    private static Finding Battery(bool raised, double value = 5) => new(Condition.BatteryLow, raised, 7, value, 20, Samples.Start);
}
