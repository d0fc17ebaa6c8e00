using System.Text;
using Ioc.Devices.Rejections;
using Ioc.Devices.Telemetry;
using static Ioc.Devices.Tests.Samples;

namespace Ioc.Devices.Tests.Telemetry;

public class TelemetryDecoderTests
{
    [Fact]
    public void A_loudspeakers_message_is_decoded_field_by_field()
    {
        var frame = Frame(DeviceKind.Loudspeaker, LongLoudspeakerMessage);

        Assert.Equal(1_795_334_400, frame.At);
        Assert.Equal(81_234, frame.Seq);
        Assert.Equal("2.4.1", frame.Text("firmware"));
        Assert.Equal(0, frame.Number("line_state"));
        Assert.Equal(1, frame.Number("amplifier_on"));
        Assert.Equal(41.5, frame.Number("temperature_c"));
        Assert.Equal(-98, frame.Number("rsrp_dbm"));
        Assert.Equal("Viettel", frame.Text("network_operator"));
        Assert.Null(frame.Number("storage_free_mb"));
    }

    [Theory]
    [InlineData("""{"temperature_c":-60}""")]
    [InlineData("""{"temperature_c":150.0}""")]
    [InlineData("""{"temperature_c":1.5e1}""")]
    [InlineData("""{"temperature_c":null}""")]
    [InlineData(""" { "line_state" : "o\u0070en" } """)]
    [InlineData("""{"temp\u0065rature_c":20}""")]
    [InlineData("""{"playing_broadcast":"","playing":false}""")]
    [InlineData("""{"firmware":"phiên bản \ud83d\ude00"}""")]
    [InlineData("""{"at":0,"playing":true}""")]
    [InlineData("""{"at":1,"playing":true}""")]
    [InlineData("""{"at":4102444800,"playing":true}""")]
    [InlineData("""{"at":4102444800000,"playing":true}""")]
    [InlineData("""{"playing":true,"vendor":{"a":[1,2,{"b":null}]}}""")]
    public void Is_accepted(string json) => Frame(DeviceKind.Loudspeaker, json);

    [Theory]
    [InlineData("", RejectionReason.Empty, null)]
    [InlineData(" \r\n\t", RejectionReason.Empty, null)]
    [InlineData("hello", RejectionReason.NotJson, null)]
    [InlineData("INF,86012345,1.2,on,4G,120", RejectionReason.NotJson, null)]
    [InlineData("\uFEFF{\"playing\":true}", RejectionReason.NotJson, "byte order mark")]
    [InlineData("{", RejectionReason.NotJson, "expected a key")]
    [InlineData("""{"playing":true""", RejectionReason.NotJson, "expected , or }")]
    [InlineData("""{"playing":true}}""", RejectionReason.NotJson, "bytes after the object")]
    [InlineData("""{"playing":true} {"playing":true}""", RejectionReason.NotJson, "bytes after the object")]
    [InlineData("""{"playing":true,}""", RejectionReason.NotJson, "expected a key")]
    [InlineData("""{"playing":tru}""", RejectionReason.NotJson, "bad literal")]
    [InlineData("""{playing:true}""", RejectionReason.NotJson, "expected a key")]
    [InlineData("""{'playing':true}""", RejectionReason.NotJson, "expected a key")]
    [InlineData("""{"playing":true /* yes */}""", RejectionReason.NotJson, "expected , or }")]
    [InlineData("""{"temperature_c":NaN}""", RejectionReason.NotJson, "temperature_c")]
    [InlineData("""{"temperature_c":nan}""", RejectionReason.NotJson, "bad literal")]
    [InlineData("""{"temperature_c":Infinity}""", RejectionReason.NotJson, "temperature_c")]
    [InlineData("""{"temperature_c":-Infinity}""", RejectionReason.NotJson, "bad number")]
    [InlineData("""{"temperature_c":1e999}""", RejectionReason.OutOfRange, "temperature_c")]
    [InlineData("""{"temperature_c":-1e999}""", RejectionReason.OutOfRange, "temperature_c")]
    [InlineData("""{"temperature_c":012}""", RejectionReason.NotJson, "bad number")]
    [InlineData("""{"temperature_c":+1}""", RejectionReason.NotJson, "temperature_c")]
    [InlineData("""{"temperature_c":1.}""", RejectionReason.NotJson, "bad number")]
    [InlineData("""{"temperature_c":0x1F}""", RejectionReason.NotJson, "expected , or }")]
    [InlineData("""{"temperature_c":"41"}""", RejectionReason.WrongType, "temperature_c")]
    [InlineData("""{"temperature_c":true}""", RejectionReason.WrongType, "temperature_c")]
    [InlineData("""{"temperature_c":[41]}""", RejectionReason.WrongType, "temperature_c")]
    [InlineData("""{"temperature_c":151}""", RejectionReason.OutOfRange, "temperature_c")]
    [InlineData("""{"temperature_c":-60.1}""", RejectionReason.OutOfRange, "temperature_c")]
    [InlineData("""{"playing":1}""", RejectionReason.WrongType, "playing")]
    [InlineData("""{"playing":"true"}""", RejectionReason.WrongType, "playing")]
    [InlineData("""{"line_state":"OK"}""", RejectionReason.OutOfRange, "line_state")]
    [InlineData("""{"line_state":1}""", RejectionReason.WrongType, "line_state")]
    [InlineData("""{"network_operator":7}""", RejectionReason.WrongType, "network_operator")]
    [InlineData("""{"network_operator":"012345678901234567890123456789012"}""", RejectionReason.OutOfRange, "network_operator")]
    [InlineData("""{"playing":true,"seq":1.5}""", RejectionReason.WrongType, "seq")]
    [InlineData("""{"playing":true,"seq":-1}""", RejectionReason.OutOfRange, "seq")]
    [InlineData("""{"playing":true,"seq":1e17}""", RejectionReason.OutOfRange, "seq")]
    [InlineData("""{"playing":true,"at":-1}""", RejectionReason.OutOfRange, "at")]
    [InlineData("""{"playing":true,"at":1e300}""", RejectionReason.OutOfRange, "at")]
    [InlineData("""{"playing":true,"playing":true}""", RejectionReason.DuplicateKey, "playing")]
    [InlineData("""{"playing":true,"pl\u0061ying":true}""", RejectionReason.DuplicateKey, "playing")]
    [InlineData("""{"playing":true,"x":1,"x":1}""", RejectionReason.DuplicateKey, "an unknown field")]
    [InlineData("""{"playing":true,"x":{"y":1,"\u0079":1}}""", RejectionReason.DuplicateKey, "an unknown field")]
    [InlineData("""{"playing":true,"x":[[[[[[[[1]]]]]]]]}""", RejectionReason.TooDeep, "deeper than 8")]
    [InlineData("""{"playing":true,"x":"\ud800"}""", RejectionReason.NotUtf8, "half a surrogate pair")]
    [InlineData("""{"playing":true,"x":"\q"}""", RejectionReason.NotJson, "bad escape")]
    [InlineData("{\"playing\":true,\"x\":\"a\nb\"}", RejectionReason.NotJson, "control character in a string")]
    [InlineData("[]", RejectionReason.NotAnObject, null)]
    [InlineData("12", RejectionReason.NotAnObject, null)]
    [InlineData("\"online\"", RejectionReason.NotAnObject, null)]
    [InlineData("null", RejectionReason.NotAnObject, null)]
    [InlineData("[1", RejectionReason.NotJson, null)]
    [InlineData("{}", RejectionReason.NothingKnown, "no known field")]
    [InlineData("""{"at":1,"seq":2}""", RejectionReason.NothingKnown, "no known field")]
    [InlineData("""{"clients":4}""", RejectionReason.NothingKnown, "no known field")]
    public void Is_refused(string json, RejectionReason expected, string? expectedDetail)
    {
        var reason = Refusal(DeviceKind.Loudspeaker, Encoding.UTF8.GetBytes(json), out var detail);

        Assert.Equal((expected, expectedDetail), (reason, detail));
    }

    [Theory]
    [InlineData(new byte[] { 0x7B, 0xFF, 0x7D })]
    [InlineData(new byte[] { 0x7B, 0x22, 0xC3, 0x22, 0x7D })]
    [InlineData(new byte[] { 0x7B, 0x22, 0xED, 0xA0, 0x80, 0x22, 0x7D })]
    [InlineData(new byte[] { 0x7B, 0x22, 0xC0, 0x80, 0x22, 0x7D })]
    public void Bytes_that_are_not_UTF8_are_refused(byte[] bytes) =>
        Assert.Equal(RejectionReason.NotUtf8, Refusal(DeviceKind.Loudspeaker, bytes, out _));

    [Fact]
    public void A_payload_of_exactly_16_KiB_is_read_and_one_byte_more_is_refused()
    {
        var json = """{"playing":true}""".PadRight(TelemetryLimits.PayloadBytesMax);

        Assert.Equal(RejectionReason.None, Refusal(DeviceKind.Loudspeaker, Encoding.UTF8.GetBytes(json), out _));
        Assert.Equal(RejectionReason.TooLarge, Refusal(DeviceKind.Loudspeaker, Encoding.UTF8.GetBytes(json + " "), out _));
    }

    [Fact]
    public void A_message_of_nothing_but_open_brackets_is_refused_as_too_deep()
    {
        var json = "{\"x\":" + new string('[', 10_000);

        Assert.Equal(RejectionReason.TooDeep, Refusal(DeviceKind.Loudspeaker, Encoding.UTF8.GetBytes(json), out _));
    }

    [Fact]
    public void More_than_64_unknown_fields_are_refused()
    {
        string Message(int count) => "{\"playing\":true" + string.Concat(Enumerable.Range(0, count).Select(i => $",\"x{i}\":{i}")) + "}";

        Assert.Equal(RejectionReason.None, Refusal(DeviceKind.Loudspeaker, Encoding.UTF8.GetBytes(Message(64)), out _));
        Assert.Equal(RejectionReason.TooManyFields, Refusal(DeviceKind.Loudspeaker, Encoding.UTF8.GetBytes(Message(65)), out _));
    }

    [Theory]
    [InlineData("""{"cells":[{"id":"a","users":5},{"id":"b"}]}""", RejectionReason.None, null)]
    [InlineData("""{"cells":[]}""", RejectionReason.None, null)]
    [InlineData("""{"cells":null}""", RejectionReason.None, null)]
    [InlineData("""{"cells":{}}""", RejectionReason.WrongType, "cells")]
    [InlineData("""{"cells":[1]}""", RejectionReason.WrongType, "cells")]
    [InlineData("""{"cells":[{}]}""", RejectionReason.WrongType, "cells.id")]
    [InlineData("""{"cells":[{"id":""}]}""", RejectionReason.WrongType, "cells.id")]
    [InlineData("""{"cells":[{"id":7}]}""", RejectionReason.WrongType, "cells.id")]
    [InlineData("""{"cells":[{"id":"a"},{"id":"a"}]}""", RejectionReason.DuplicateKey, "cells.id")]
    [InlineData("""{"cells":[{"id":"a","users":1,"users":1}]}""", RejectionReason.DuplicateKey, "cells")]
    [InlineData("""{"cells":[{"id":"a","users":"1"}]}""", RejectionReason.WrongType, "cells.users")]
    [InlineData("""{"cells":[{"id":"a","users":100001}]}""", RejectionReason.OutOfRange, "cells.users")]
    [InlineData("""{"cells":[{"id":"a","state":"broken"}]}""", RejectionReason.OutOfRange, "cells.state")]
    [InlineData("""{"cells":[{"id":"a"}""", RejectionReason.NotJson, "expected , or ]")]
    [InlineData("""{"alarms":[{"id":"1","severity":"major","text":"Mất nguồn","other":[1]}]}""", RejectionReason.None, null)]
    [InlineData("""{"alarms":[{"severity":5}]}""", RejectionReason.WrongType, "alarms")]
    [InlineData("""{"alarms":["fire"]}""", RejectionReason.WrongType, "alarms")]
    [InlineData("""{"alarms":[{"id":"1","id":"1"}]}""", RejectionReason.DuplicateKey, "alarms")]
    public void A_sites_arrays_are_checked_inside(string json, RejectionReason expected, string? expectedDetail)
    {
        var reason = Refusal(DeviceKind.Site, Encoding.UTF8.GetBytes(json), out var detail);

        Assert.Equal((expected, expectedDetail), (reason, detail));
    }

    [Theory]
    [InlineData("""{"cells":[ITEMS]}""", """{"id":"NUMBER"}""", TelemetryLimits.CellsMax)]
    [InlineData("""{"alarms":[ITEMS]}""", """{"id":"NUMBER"}""", TelemetryLimits.AlarmsMax)]
    public void Arrays_have_a_longest_length(string json, string item, int most)
    {
        byte[] Message(int count) => Encoding.UTF8.GetBytes(json.Replace(
            "ITEMS", string.Join(",", Enumerable.Range(0, count).Select(i => item.Replace("NUMBER", $"{i}", StringComparison.Ordinal))), StringComparison.Ordinal));

        Assert.Equal(RejectionReason.None, Refusal(DeviceKind.Site, Message(most), out _));
        Assert.Equal(RejectionReason.OutOfRange, Refusal(DeviceKind.Site, Message(most + 1), out _));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("0.1", 0.1)]
    [InlineData("123456789012345", 123456789012345)]
    [InlineData("0.000000000000001", 1e-15)]
    [InlineData("3.14159265358979", 3.14159265358979)]
    [InlineData("1e-7", 1e-7)]
    [InlineData("12345678901234567890", 12345678901234567890.0)]
    [InlineData("0.30000000000000004", 0.30000000000000004)]
    public void Numbers_are_read_to_the_last_bit(string text, double expected)
    {
        var length = Ioc.Devices.Json.JsonNumber.Read(Encoding.UTF8.GetBytes(text), out var value);

        Assert.Equal((text.Length, expected), (length, value));
    }

    [Fact]
    public void Every_prefix_of_a_good_message_is_refused()
    {
        var json = Encoding.UTF8.GetBytes(SiteMessage(2));

        for (var length = 0; length < json.Length; length++)
        {
            var reason = Refusal(DeviceKind.Site, json.AsSpan(0, length), out _);
            Assert.Equal(length == 0 ? RejectionReason.Empty : RejectionReason.NotJson, reason);
        }
    }

    [Fact]
    public void A_good_message_allocates_nothing()
    {
        var frame = new TelemetryFrame();
        byte[][] messages = [Encoding.UTF8.GetBytes(LongLoudspeakerMessage), Encoding.UTF8.GetBytes(SiteMessage(6))];
        DeviceKind[] kinds = [DeviceKind.Loudspeaker, DeviceKind.Site];
        var refused = 0;
        void Decode()
        {
            for (var i = 0; i < 2; i++)
                refused += TelemetryDecoder.Decode(kinds[i], messages[i], frame, out _) == RejectionReason.None ? 0 : 1;
        }
        Decode();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Decode();

        Assert.Equal((0, 0), (GC.GetAllocatedBytesForCurrentThread() - before, refused));
    }
}
