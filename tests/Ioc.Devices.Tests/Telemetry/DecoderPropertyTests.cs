using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ioc.Devices.Broadcasts;
using Ioc.Devices.Rejections;
using Ioc.Devices.Telemetry;
using Ioc.Devices.Twins;

namespace Ioc.Devices.Tests.Telemetry;

public class DecoderPropertyTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(3_000);

    [Fact]
    public void No_bytes_make_a_decoder_throw() =>
        Check.One(Many, Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), DecodeEverything));

    [Fact]
    public void No_change_of_a_good_message_makes_a_decoder_or_a_twin_throw()
    {
        byte[][] good =
        [
            Encoding.UTF8.GetBytes(Samples.LongLoudspeakerMessage),
            Encoding.UTF8.GetBytes(Samples.SiteMessage(3)),
            """{"broadcast":"b-1","state":"finished","reason":"xong","played_seconds":12.5}"""u8.ToArray(),
            """{"state":"offline","x":[{"y":"\u00e9"}]}"""u8.ToArray(),
        ];
        var mutated = Gen.Elements(good).SelectMany(message =>
            Gen.Choose(0, message.Length - 1).Zip(Gen.Choose(0, 255)).ArrayOf(3).Select(changes => Change(message, changes)));

        Check.One(Many, Prop.ForAll(mutated.ToArbitrary(), DecodeEverything));
    }

    private static byte[] Change(byte[] message, (int At, int Value)[] changes)
    {
        var bytes = message.ToArray();
        foreach (var (at, value) in changes)
            bytes[at] = (byte)value;
        return changes.Length > 0 && changes[0].Value % 4 == 0 ? bytes[..changes[0].At] : bytes;
    }

    private static void DecodeEverything(byte[] bytes)
    {
        var frame = new TelemetryFrame();
        foreach (var kind in DeviceKinds.All)
        {
            var reason = TelemetryDecoder.Decode(kind, bytes, frame, out var detail);
            if (reason != RejectionReason.None)
                continue;
            Assert.Null(detail);
            var twin = Twin.Create(Samples.Of(kind), Samples.Start);
            Assert.Equal(RejectionReason.None, twin.Apply(frame, Samples.Start, new Findings()));
            twin.TelemetryJson().ToJsonString();
        }
        StatusDecoder.Decode(bytes, out _);
        ReceiptDecoder.Decode(bytes, out _);
        Twin.Read(Samples.Loudspeaker(), bytes, out _);
        Twin.Read(Samples.Site(), bytes, out _);
    }
}
