using System.Buffers;
using Ioc.Devices.Twins;

namespace Ioc.Devices.Tests.Twins;

public class TwinSnapshotTests
{
    [Theory]
    [InlineData(DeviceKind.Loudspeaker)]
    [InlineData(DeviceKind.Hotspot)]
    [InlineData(DeviceKind.Site)]
    public void A_twin_comes_back_as_it_was(DeviceKind kind)
    {
        var device = Samples.Of(kind);
        var driver = new TwinDriver(device);
        driver.Sends(
            kind switch
            {
                DeviceKind.Site => Samples.SiteMessage(5).Replace("\"alarms\":[]", "\"alarms\":[{\"severity\":\"major\",\"text\":\"Mất nguồn\"}],\"x\":1", StringComparison.Ordinal),
                DeviceKind.Hotspot => """{"clients":40,"rx_bps":1.5e9,"access_points_up":0,"firmware":"9"}""",
                _ => """{"seq":9,"at":5,"line_state":"open","temperature_c":90,"playing":true,"playing_broadcast":"b-1","vendor":{"a":[1]}}""",
            },
            12);
        var before = driver.Twin;
        driver.Restart();

        Assert.Equal(Bytes(before), Bytes(driver.Twin));
        Assert.Equal(before.TelemetryJson().ToJsonString(), driver.Twin.TelemetryJson().ToJsonString());
        Assert.Equal(
            (before.Health, before.ActiveConditions, before.LastSeenMs, before.Online, before.ClockWrong, before.PlayingBroadcast, before.Version),
            (driver.Twin.Health, driver.Twin.ActiveConditions, driver.Twin.LastSeenMs, driver.Twin.Online, driver.Twin.ClockWrong,
                driver.Twin.PlayingBroadcast, driver.Twin.Version));
    }

    [Fact]
    public void An_unknown_version_another_kind_and_cut_bytes_are_not_read()
    {
        var driver = new TwinDriver(Samples.Site());
        driver.Sends(Samples.SiteMessage(3), 0);
        var bytes = Bytes(driver.Twin);

        Assert.False(Twin.Read(Samples.Loudspeaker(), bytes, out _));
        for (var length = 0; length < bytes.Length; length++)
            Assert.False(Twin.Read(Samples.Site(), bytes.AsSpan(0, length), out _));
        Assert.False(Twin.Read(Samples.Site(), [.. bytes, 0], out _));
        bytes[0]++;
        Assert.False(Twin.Read(Samples.Site(), bytes, out var twin));
        Assert.Null(twin);
    }

    [Fact]
    public void The_form_on_disk_is_this_one()
    {
        var driver = new TwinDriver(Samples.Loudspeaker());
        driver.Sends("""{"seq":258,"line_state":"open","firmware":"1","x":true}""", 1);

        Assert.Equal(
            "02" + "01" + "0B" + "3C000000"
            + Ms(0) + Ms(1) + Ms(0) + "0000000000000000"
            + "0200000000000000" + "0100000000000000" + "0000000000000000" + "0000000000000000"
            + "0400000000000000" + "03",
            Convert.ToHexString(Bytes(driver.Twin))[..(2 * 80)]);
    }

    [Fact]
    public void The_form_before_had_no_period_and_no_time_of_late_messages_and_is_read_with_the_registrys()
    {
        var driver = new TwinDriver(Samples.Loudspeaker());
        driver.Sends(Samples.LongLoudspeakerMessage, 1);
        var now = Bytes(driver.Twin);

        Assert.True(Twin.Read(Samples.Loudspeaker(), (byte[])[1, now[1], now[2], .. now[7..121], .. now[129..]], out var twin));
        Assert.Equal(now, Bytes(twin!));
    }

    private static string Ms(double second) => Convert.ToHexString(BitConverter.GetBytes(TwinDriver.Ms(second)));

    private static byte[] Bytes(Twin twin)
    {
        var buffer = new ArrayBufferWriter<byte>();
        twin.WriteTo(buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
