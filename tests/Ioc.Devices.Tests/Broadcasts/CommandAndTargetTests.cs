using System.Text;
using Ioc.Devices.Broadcasts;
using Ioc.Devices.Units;

namespace Ioc.Devices.Tests.Broadcasts;

public class CommandAndTargetTests
{
    private static readonly Dictionary<string, Unit> Units = new[]
    {
        Unit("38", "province", null), Unit("14758", "commune", "38"), Unit("14760", "commune", "38"), Unit("14758-1", "hamlet", "14758"),
        Unit("loop-a", "commune", "loop-b"), Unit("loop-b", "commune", "loop-a"),
    }.ToDictionary(unit => unit.Code);

    private static readonly Dictionary<string, Device> Devices = new[]
    {
        Samples.Loudspeaker(1, "14758"), Samples.Loudspeaker(2, "14760"), Samples.Loudspeaker(3, "14758") with { HamletCode = "14758-1" },
        Samples.Loudspeaker(4, "loop-a"), Samples.Hotspot(5) with { UnitCode = "14758" },
    }.ToDictionary(device => device.Id);

    [Theory]
    [InlineData("38", "", "1 2 3")]
    [InlineData("14758", "", "1 3")]
    [InlineData("14758-1", "", "3")]
    [InlineData("14758 38", "", "1 2 3")]
    [InlineData("14760", "loa-1 loa-1", "1 2")]
    [InlineData("", "loa-3 wifi-5 nobody", "3")]
    [InlineData("nowhere", "", "")]
    [InlineData("loop-b", "", "4")]
    [InlineData("", "", "")]
    public void Units_and_devices_pick_each_loudspeaker_once(string units, string devices, string expected)
    {
        var picked = BroadcastTargets.Resolve(
            units.Split(' ', StringSplitOptions.RemoveEmptyEntries), devices.Split(' ', StringSplitOptions.RemoveEmptyEntries), Units, Devices);

        Assert.Equal(expected, string.Join(" ", picked.Select(device => device.Handle)));
    }

    [Fact]
    public void A_play_command_says_what_the_contract_says() => Assert.Equal(
        """{"type":"play","broadcast":"b-1","level":"emergency","exercise":false,"title":"Lũ quét","audio_path":"/media/ab.wav","""
        + $"\"audio_seconds\":30,\"audio_sha256\":\"{new string('a', 64)}\",\"volume_percent\":80,\"expires_at\":1795335000}}",
        Encoding.UTF8.GetString(CommandJson.Play(BroadcastSamples.Broadcast())));

    [Fact]
    public void A_cancel_command_names_the_broadcast() => Assert.Equal(
        """{"type":"cancel","broadcast":"b-1"}""", Encoding.UTF8.GetString(CommandJson.Cancel("b-1")));

    private static Unit Unit(string code, string level, string? parent) =>
        new() { Code = code, Name = code, FullName = code, Level = level, ParentCode = parent };
}
