using System.Diagnostics;
using System.Text;
using Ioc.Devices.Rejections;
using Ioc.Devices.Telemetry;
using Ioc.Devices.Twins;

namespace Ioc.Devices.Tests.Twins;

/// <summary>Memory is asserted, because it does not depend on the machine's mood; times are printed.</summary>
[Collection(nameof(MeasuredAlone))]
public class TwinCostTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(DeviceKind.Loudspeaker, 0)]
    [InlineData(DeviceKind.Site, 3)]
    [InlineData(DeviceKind.Site, 6)]
    public void A_twin_needs_less_than_1300_bytes(DeviceKind kind, int cells)
    {
        const int Count = 5_000;
        var twins = new Twin[Count];
        var device = Samples.Of(kind);
        var frame = Samples.Frame(kind, kind == DeviceKind.Site ? Samples.SiteMessage(cells) : Samples.LongLoudspeakerMessage);
        var findings = new Findings();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Count; i++)
        {
            twins[i] = Twin.Create(device, Samples.Start);
            twins[i].Apply(frame, Samples.Start, findings);
        }
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / Count;
        GC.KeepAlive(twins);

        output.WriteLine($"{kind} with {cells} cells: {bytes} bytes a twin");
        Assert.InRange(bytes, 200, 1_300);
    }

    [Fact]
    public void A_message_in_steady_state_allocates_nothing()
    {
        var frame = new TelemetryFrame();
        var findings = new Findings();
        var twin = Twin.Create(Samples.Loudspeaker(), Samples.Start);
        var messages = Enumerable.Range(0, 200).Select(i =>
            Encoding.UTF8.GetBytes(Samples.LongLoudspeakerMessage.Replace("81234", $"{81234 + i}", StringComparison.Ordinal).Trim()[..^1] + ",\"door\":0}")).ToArray();
        Apply(0, 100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Apply(100, 200);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Apply(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                _ = TelemetryDecoder.Decode(DeviceKind.Loudspeaker, messages[i], frame, out _);
                twin.Apply(frame, Samples.Start + (i * 1000), findings);
            }
        }
    }

    [Fact]
    public void Times_for_the_record()
    {
        const int Rounds = 200_000;
        var good = Encoding.UTF8.GetBytes(Samples.LongLoudspeakerMessage);
        var site = Encoding.UTF8.GetBytes(Samples.SiteMessage(6));
        var garbage = Enumerable.Repeat((byte)'x', 300).ToArray();
        var cut = good[..^20];
        var frame = new TelemetryFrame();
        Print("loudspeaker message", good, DeviceKind.Loudspeaker, RejectionReason.None);
        Print("site message with 6 cells", site, DeviceKind.Site, RejectionReason.None);
        Print("garbage", garbage, DeviceKind.Loudspeaker, RejectionReason.NotJson);
        Print("message cut short", cut, DeviceKind.Loudspeaker, RejectionReason.NotJson);

        var twin = Twin.Create(Samples.Loudspeaker(), Samples.Start);
        var findings = new Findings();
        _ = TelemetryDecoder.Decode(DeviceKind.Loudspeaker, """{"temperature_c":40,"line_state":"ok","playing":false,"mains_ok":true}"""u8, frame, out _);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Rounds; i++)
            twin.Apply(frame, Samples.Start + (i * 3000L), findings);
        output.WriteLine($"apply to a twin: {watch.Elapsed.TotalNanoseconds / Rounds:F0} ns");

        void Print(string what, byte[] bytes, DeviceKind kind, RejectionReason expected)
        {
            for (var warm = 0; warm < 50_000; warm++)
                Assert.True(TelemetryDecoder.Decode(kind, bytes, frame, out _) == expected);
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < Rounds; i++)
                _ = TelemetryDecoder.Decode(kind, bytes, frame, out _);
            output.WriteLine($"decode {what} ({bytes.Length} bytes): {watch.Elapsed.TotalNanoseconds / Rounds:F0} ns");
        }
    }
}
