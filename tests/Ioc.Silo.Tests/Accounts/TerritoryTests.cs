using System.Collections.Frozen;
using Ioc.Devices;
using Ioc.Devices.Alerts;
using Ioc.Devices.Broadcasts;
using Ioc.Silo.Accounts;
using Ioc.Silo.Changes;
using Ioc.Silo.Registry;
using Ioc.Silo.Tests.Registry;

namespace Ioc.Silo.Tests.Accounts;

public sealed class TerritoryTests
{
    [Fact]
    public void Equal_places_are_an_equal_reach_whatever_roles_and_order_they_came_in()
    {
        var one = Reach.Of([new Grant(AccountRole.Viewer, "2"), new Grant(AccountRole.Editor, "1"), new Grant(AccountRole.Viewer, Group: "g")]);
        var other = Reach.Of([new Grant(AccountRole.Viewer, "1"), new Grant(AccountRole.Viewer, Group: "g"), new Grant(AccountRole.Viewer, "2")]);
        Assert.Equal(one, other);
        Assert.Equal(new ChangeScope(Within: one), new ChangeScope(Within: other));
        Assert.NotEqual(one, Reach.Of([new Grant(AccountRole.Viewer, "1"), new Grant(AccountRole.Viewer, "g"), new Grant(AccountRole.Viewer, "2")]));
        Assert.Same(Reach.Everything, Reach.Of([new Grant(AccountRole.Viewer, "2"), new Grant(AccountRole.Editor)]));
        Assert.True(Reach.Of([]).IsNothing);
    }

    [Fact]
    public void A_commune_holds_its_devices_a_hamlet_those_that_name_it_and_a_group_those_that_belong_to_it()
    {
        var registry = Province();
        Assert.Equal(["ls-1", "ls-2", "ap-1"], Covered(registry, new Grant(AccountRole.Viewer, "14758")));
        Assert.Equal(["ls-2"], Covered(registry, new Grant(AccountRole.Viewer, "14758-1")));
        Assert.Equal(["ls-1", "ls-3"], Covered(registry, new Grant(AccountRole.Viewer, Group: "g1")));
        Assert.Equal(["ls-1", "ls-2", "ls-3", "ap-1"], Covered(registry, new Grant(AccountRole.Viewer, "38")));
        Assert.Empty(Covered(registry, new Grant(AccountRole.Viewer, "99")));
    }

    [Fact]
    public void Units_above_ones_own_are_visible_but_not_ones_own()
    {
        var territory = new Territory(Reach.Of([new Grant(AccountRole.Viewer, Group: "g1")]), Province());
        Assert.Equal(["14758", "14759", "38"], territory.VisibleUnits().Order(StringComparer.Ordinal));
        Assert.False(territory.Covers("14758"));
    }

    [Fact]
    public void A_live_scope_within_a_reach_is_told_of_what_lies_in_it_alone()
    {
        var registry = Province();
        var group = new ScopeGroup(new ChangeScope("38", Within: Reach.Of([new Grant(AccountRole.Viewer, "14759")])), 1);
        Assert.Equal([3], registry.DevicesByHandle.OfType<Device>().Where(device => group.Covers(device.Handle, registry)).Select(device => device.Handle));
        Assert.Equal((false, true), (group.Covers(AlertIn("14758", "ls-1"), registry), group.Covers(AlertIn("14759", "ls-3"), registry)));
        BroadcastBrief[] briefs = [To(["14758"], []), To(["38"], ["ls-1", "ls-3"]), To([], ["ls-3"])];
        Assert.Equal([["ls-3"], ["ls-3"]], group.Shown(briefs, registry).Select(brief => brief.Broadcast.TargetDevices));
        Assert.Equal([(0, 0), (1, 1)], group.Shown(briefs, registry).Select(brief => (brief.Counts.Values.Sum(), brief.Heard)));
    }

    private static IEnumerable<string> Covered(RegistrySnapshot registry, Grant grant)
    {
        var territory = new Territory(Reach.Of([grant]), registry);
        return registry.DevicesByHandle.OfType<Device>().Where(territory.Covers).Select(device => device.Id);
    }

    private static RegistrySnapshot Province()
    {
        Device[] devices =
        [
            Some.Loudspeaker("ls-1") with { Handle = 1 },
            Some.Loudspeaker("ls-2") with { Handle = 2, HamletCode = "14758-1", Loudspeaker = new LoudspeakerEquipment(2, 50, 400, []) },
            Some.Loudspeaker("ls-3") with { Handle = 3, UnitCode = "14759" },
            Some.Hotspot("ap-1") with { Handle = 4 },
        ];
        return new RegistrySnapshot
        {
            Version = 1,
            Units = new[] { Some.Province, Some.Commune, Some.Commune with { Code = "14759" }, Some.Hamlet }.ToFrozenDictionary(unit => unit.Code),
            DevicesById = devices.ToFrozenDictionary(device => device.Id),
            DevicesByHandle = [null, .. devices],
        };
    }

    private static Alert AlertIn(string unit, string device) => new()
    {
        Id = "a", Condition = "offline", DeviceId = device, DeviceKind = DeviceKind.Loudspeaker, DeviceName = "x", UnitCode = unit, Position = new GeoPoint(19, 105), State = AlertState.Raised,
        Severity = Severity.Major, AlarmType = "x", ProbableCause = "x", TextVi = "x", TextEn = "x", RaisedAt = DateTimeOffset.UnixEpoch, ChangedAt = DateTimeOffset.UnixEpoch, Version = 1,
    };

    private static BroadcastBrief To(string[] units, string[] devices) => new(
        new Broadcast
        {
            Id = "b", Level = BulletinLevel.Routine, Title = "t", Text = "t", TargetUnits = units, TargetDevices = devices, AudioPath = "x", AudioSeconds = 1, AudioSha256 = "x", CreatedBy = "x",
            CreatedAt = DateTimeOffset.UnixEpoch, ExpiresAt = DateTimeOffset.UnixEpoch,
        },
        new Dictionary<DeliveryState, int> { [DeliveryState.Finished] = 1 }, 1, 1);
}
