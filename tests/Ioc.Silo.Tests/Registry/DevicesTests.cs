using System.Diagnostics;
using System.Text.Json;
using Ioc.Devices;
using Ioc.Devices.Units;
using Ioc.Silo.Registry;

namespace Ioc.Silo.Tests.Registry;

public sealed class DevicesTests(ITestOutputHelper output)
{
    [Fact]
    public async Task What_was_put_is_there_word_for_word_also_after_a_restart()
    {
        using var fixture = await RegistryFixture.WithUnitsAsync();
        Device[] devices = [Some.Loudspeaker("loa-1"), Some.Hotspot("ap-1") with { HamletCode = "14758-1" }, Some.Site("S.1_x")];

        var change = await fixture.Registry.PutDevicesAsync(devices, default);
        Assert.Equal((3, 0, 0, 0), (change.Added, change.Changed, change.Unchanged, change.Errors.Count));

        for (var opened = 0; opened < 2; opened++)
        {
            foreach (var device in devices)
            {
                var stored = fixture.Registry.Current.DevicesById[device.Id];
                Assert.True(DeviceEquality.Same(device with { Handle = stored.Handle }, stored), device.Id);
                Assert.Same(stored, fixture.Registry.Current.FindDevice(stored.Handle));
            }

            fixture.Reopen();
        }
    }

    [Fact]
    public async Task Putting_the_same_rows_again_changes_nothing_and_tells_no_one()
    {
        using var fixture = await RegistryFixture.WithUnitsAsync();
        await fixture.Registry.PutDevicesAsync([Some.Loudspeaker("a"), Some.Site("b")], default);
        var before = fixture.Registry.Current;
        fixture.Told.Clear();

        var change = await fixture.Registry.PutDevicesAsync([Some.Site("b"), Some.Loudspeaker("a")], default);

        Assert.Equal((0, 0, 2), (change.Added, change.Changed, change.Unchanged));
        Assert.Same(before, fixture.Registry.Current);
        Assert.Empty(fixture.Told);
    }

    public static TheoryData<string, Func<Device, Device>> Edits => new()
    {
        { "name", device => device with { Name = "khác" } },
        { "position", device => device with { Position = new GeoPoint(1, 2) } },
        { "tags", device => device with { Tags = ["chợ"] } },
        { "groups", device => device with { Loudspeaker = device.Loudspeaker! with { Groups = ["g2", "g1"] } } },
        { "horns", device => device with { Loudspeaker = device.Loudspeaker! with { Horns = 3 } } },
        { "vendor gone", device => device with { Vendor = null } },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task An_edit_of_any_part_is_a_change_under_the_same_handle(string part, Func<Device, Device> edit)
    {
        using var fixture = await RegistryFixture.WithUnitsAsync();
        await fixture.Registry.PutDevicesAsync([Some.Loudspeaker("a")], default);
        var before = fixture.Registry.Current.DevicesById["a"];

        var change = await fixture.Registry.PutDevicesAsync([edit(Some.Loudspeaker("a"))], default);

        Assert.True(change.Changed == 1, part);
        Assert.Equal(before.Handle, fixture.Registry.Current.DevicesById["a"].Handle);
        fixture.Reopen();
        Assert.True(DeviceEquality.Same(edit(before), fixture.Registry.Current.DevicesById["a"]), part);
    }

    public static TheoryData<string, Device> BadRows => new()
    {
        { "id", Some.Loudspeaker("a b") },
        { "id", Some.Loudspeaker(new string('x', 65)) },
        { "kind 9", Some.Loudspeaker("x") with { Kind = (DeviceKind)9 } },
        { "import units first", Some.Loudspeaker("x") with { UnitCode = "99999" } },
        { "hamlet", Some.Loudspeaker("x") with { HamletCode = "nowhere" } },
        { "does not lie in", Some.Loudspeaker("x") with { UnitCode = "38", HamletCode = "14758-1" } },
        { "latitude", Some.Loudspeaker("x") with { Position = new GeoPoint(105.78, 19.83) } },
        { "latitude", Some.Loudspeaker("x") with { Position = new GeoPoint(double.NaN, 0) } },
        { "longitude", Some.Loudspeaker("x") with { Position = new GeoPoint(0, -180.1) } },
        { "1 to 86400", Some.Loudspeaker("x") with { PeriodSeconds = 0 } },
        { "1 to 86400", Some.Loudspeaker("x") with { PeriodSeconds = 86_401 } },
        { "name", Some.Loudspeaker("x") with { Name = " " } },
        { "serial", Some.Loudspeaker("x") with { Serial = new string('9', 201) } },
        { "tag", Some.Loudspeaker("x") with { Tags = [""] } },
        { "another kind", Some.Loudspeaker("x") with { Hotspot = new HotspotEquipment(1, "market", "fibre") } },
        { "loudspeaker part is missing", Some.Loudspeaker("x") with { Loudspeaker = null } },
        { "site part is missing", Some.Site("x") with { Site = null } },
        { "horns", Some.Loudspeaker("x") with { Loudspeaker = new LoudspeakerEquipment(0, 1, 1, []) } },
        { "power", Some.Loudspeaker("x") with { Loudspeaker = new LoudspeakerEquipment(1, double.PositiveInfinity, 1, []) } },
        { "group", Some.Loudspeaker("x") with { Loudspeaker = new LoudspeakerEquipment(1, 1, 1, ["nhóm 1"]) } },
        { "access points", Some.Hotspot("x") with { Hotspot = new HotspotEquipment(257, "market", "fibre") } },
        { "0 cells", Some.Site("x") with { Site = new SiteEquipment("Viettel", []) } },
        { "twice", Some.Site("x") with { Site = new SiteEquipment("V", [new Cell("1", "5g", "n78", 0, 1, 0, 1), new Cell("1", "4g", "b3", 0, 1, 0, 1)]) } },
        { "technology", Some.Site("x") with { Site = new SiteEquipment("V", [new Cell("1", "6g", "n78", 0, 1, 0, 1)]) } },
        { "azimuth", Some.Site("x") with { Site = new SiteEquipment("V", [new Cell("1", "5g", "n78", 360, 1, 0, 1)]) } },
    };

    [Theory]
    [MemberData(nameof(BadRows))]
    public async Task A_bad_row_is_named_by_its_index_and_nothing_of_the_file_is_stored(string words, Device bad)
    {
        using var fixture = await RegistryFixture.WithUnitsAsync();
        var before = fixture.Registry.Current;

        var change = await fixture.Registry.PutDevicesAsync([Some.Hotspot("good"), bad, Some.Hotspot("good-2")], default);

        var (index, fault) = Assert.Single(change.Errors);
        Assert.Equal(1, index);
        Assert.Contains(words, fault.Words, StringComparison.Ordinal);
        Assert.Equal(ArgsOf(fault.Reason), fault.Args.Keys.Order(StringComparer.Ordinal));
        Assert.NotEmpty(JsonSerializer.Serialize(fault.Args));
        Assert.Same(before, fixture.Registry.Current);
        Assert.Empty(fixture.Told);
        fixture.Reopen();
        Assert.Empty(fixture.Registry.Current.DevicesById);
    }

    /// <summary>What the app's words for it have holes for.</summary>
    private static string[] ArgsOf(RowFaultReason reason) => reason switch
    {
        RowFaultReason.FieldMissing => ["field"],
        RowFaultReason.FieldTooLong or RowFaultReason.TooMany => ["field", "max"],
        RowFaultReason.FieldInvalid => ["field", "max", "value"],
        RowFaultReason.OutOfRange => ["field", "max", "min", "value"],
        RowFaultReason.WordUnknown => ["field", "value", "words"],
        RowFaultReason.UnitUnknown or RowFaultReason.PartForeign or RowFaultReason.Twice => ["name"],
        RowFaultReason.HamletElsewhere => ["name", "unit"],
        _ => throw new UnreachableException($"no bad row here is {reason}"),
    };

    [Fact]
    public async Task All_bad_rows_are_reported_together_and_a_double_names_the_first()
    {
        using var fixture = await RegistryFixture.WithUnitsAsync();
        Device[] devices = [Some.Hotspot("a"), Some.Hotspot("a"), Some.Hotspot("b") with { PeriodSeconds = -1 }, Some.Hotspot("")];

        var change = await fixture.Registry.PutDevicesAsync(devices, default);

        Assert.Equal([1, 2, 3], change.Errors.Select(error => error.Key));
        Assert.Contains("row 0", change.Errors[0].Value.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handle_is_never_given_to_another_device_and_comes_back_only_with_its_own_id()
    {
        using var fixture = await RegistryFixture.WithUnitsAsync();
        await fixture.Registry.PutDevicesAsync([Some.Hotspot("a"), Some.Hotspot("b")], default);
        var handle = fixture.Registry.Current.DevicesById["b"].Handle;

        Assert.True(await fixture.Registry.RemoveDeviceAsync("b", default));
        Assert.False(await fixture.Registry.RemoveDeviceAsync("b", default));
        Assert.Null(fixture.Registry.Current.FindDevice(handle));
        fixture.Reopen();
        await fixture.Registry.PutDevicesAsync([Some.Hotspot("c")], default);
        Assert.True(fixture.Registry.Current.DevicesById["c"].Handle > handle);
        Assert.Null(fixture.Registry.Current.FindDevice(handle));

        var change = await fixture.Registry.PutDevicesAsync([Some.Hotspot("b")], default);
        Assert.Equal(1, change.Added);
        Assert.Equal(handle, fixture.Registry.Current.DevicesById["b"].Handle);
    }

    [Fact]
    public async Task The_twins_are_told_after_the_snapshot_was_replaced()
    {
        using var fixture = await RegistryFixture.WithUnitsAsync();
        await fixture.Registry.PutDevicesAsync([Some.Hotspot("a"), Some.Hotspot("b")], default);
        await fixture.Registry.PutDevicesAsync([Some.Hotspot("a"), Some.Hotspot("b") with { Name = "mới" }], default);
        await fixture.Registry.RemoveDeviceAsync("a", default);

        Assert.Equal([[1, 2], [2], [1]], fixture.Told);
        Assert.Equal(fixture.VersionsWhenTold.Order(), fixture.VersionsWhenTold);
        Assert.Equal(fixture.Registry.Current.Version, fixture.VersionsWhenTold[^1]);
    }

    [Fact]
    public async Task A_reader_never_sees_half_a_change()
    {
        using var fixture = await RegistryFixture.WithUnitsAsync();
        using var stop = new CancellationTokenSource();
        var broken = new List<string>();
        var reader = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                var snapshot = fixture.Registry.Current;
                var names = snapshot.DevicesById.Values.Select(device => device.Name).Distinct().Count();
                if (snapshot.DevicesById.Count is not (0 or 50) || names > 1 ||
                    snapshot.DevicesByHandle.OfType<Device>().Count() != snapshot.DevicesById.Count)
                    broken.Add($"{snapshot.DevicesById.Count} devices with {names} names at version {snapshot.Version}");
            }
        });
        reader.Start();
        for (var round = 0; round < 30; round++)
            await fixture.Registry.PutDevicesAsync([.. Enumerable.Range(0, 50).Select(number => Some.Hotspot($"d{number}") with { Name = $"vòng {round}" })], default);
        await stop.CancelAsync();
        reader.Join();
        Assert.Empty(broken);
    }

    [Fact]
    public async Task A_province_of_25000_devices_and_4500_units_imports_in_seconds_and_one_edit_swaps_in_a_blink()
    {
        using var fixture = new RegistryFixture();
        List<Unit> units = [Some.Province];
        for (var commune = 0; commune < 450; commune++)
        {
            units.Add(Some.Commune with { Code = $"c{commune}" });
            units.AddRange(Enumerable.Range(0, 9).Select(hamlet => Some.Hamlet with { Code = $"c{commune}-{hamlet}", ParentCode = $"c{commune}" }));
        }

        var watch = Stopwatch.StartNew();
        await fixture.Registry.PutUnitsAsync(units, default);
        output.WriteLine($"{units.Count} units in {watch.ElapsedMilliseconds} ms");

        var devices = Enumerable.Range(0, 25_000).Select(number => Some.Loudspeaker($"loa-{number:D5}") with { UnitCode = $"c{number % 450}" }).ToList();
        watch.Restart();
        Assert.Equal(25_000, (await fixture.Registry.PutDevicesAsync(devices, default)).Added);
        output.WriteLine($"25000 devices in {watch.ElapsedMilliseconds} ms");
        watch.Restart();
        Assert.Equal(25_000, (await fixture.Registry.PutDevicesAsync(devices, default)).Unchanged);
        output.WriteLine($"25000 unchanged devices in {watch.ElapsedMilliseconds} ms");
        watch.Restart();
        await fixture.Registry.PutDevicesAsync([devices[7] with { Name = "sửa" }], default);
        output.WriteLine($"one edit among 25000 in {watch.Elapsed.TotalMilliseconds:F1} ms");
        watch.Restart();
        Assert.Equal(25_000, fixture.Registry.Current.DevicesIn("38").Count);
        output.WriteLine($"devices of the province in {watch.Elapsed.TotalMilliseconds:F1} ms");
        watch.Restart();
        fixture.Reopen();
        output.WriteLine($"opened in {watch.ElapsedMilliseconds} ms");
        Assert.Equal("sửa", fixture.Registry.Current.DevicesById["loa-00007"].Name);
    }
}
