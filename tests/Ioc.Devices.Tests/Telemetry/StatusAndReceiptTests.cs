using System.Text;
using Ioc.Devices.Broadcasts;
using Ioc.Devices.Rejections;
using Ioc.Devices.Telemetry;

namespace Ioc.Devices.Tests.Telemetry;

public class StatusAndReceiptTests
{
    [Theory]
    [InlineData("""{"state":"online"}""", RejectionReason.None, true)]
    [InlineData("""{"state":"offline","since":5}""", RejectionReason.None, false)]
    [InlineData("""{"state":"asleep"}""", RejectionReason.UnknownStatus, false)]
    [InlineData("""{}""", RejectionReason.UnknownStatus, false)]
    [InlineData("""{"state":true}""", RejectionReason.WrongType, false)]
    [InlineData("""{"state":"online","state":"offline"}""", RejectionReason.DuplicateKey, true)]
    [InlineData("online", RejectionReason.NotJson, false)]
    [InlineData("", RejectionReason.Empty, false)]
    public void A_status_is_online_offline_or_refused(string json, RejectionReason expected, bool expectedOnline)
    {
        var reason = StatusDecoder.Decode(Encoding.UTF8.GetBytes(json), out var online);

        Assert.Equal(expected, reason);
        if (reason == RejectionReason.None)
            Assert.Equal(expectedOnline, online);
    }

    [Fact]
    public void A_receipt_is_read_whole()
    {
        var json = """{"broadcast":"b-1","state":"failed","reason":"hết pin","played_seconds":3.5,"vendor":{}}"""u8;

        Assert.Equal(RejectionReason.None, ReceiptDecoder.Decode(json, out var receipt));
        Assert.Equal(new Receipt("b-1", DeliveryState.Failed, "hết pin", 3.5), receipt);
    }

    [Theory]
    [InlineData("""{"state":"playing"}""", RejectionReason.NothingKnown)]
    [InlineData("""{"broadcast":"b-1"}""", RejectionReason.NothingKnown)]
    [InlineData("""{"broadcast":"","state":"playing"}""", RejectionReason.NothingKnown)]
    [InlineData("""{"broadcast":"b-1","state":"queued"}""", RejectionReason.OutOfRange)]
    [InlineData("""{"broadcast":5,"state":"playing"}""", RejectionReason.WrongType)]
    [InlineData("""{"broadcast":"b-1","state":"finished","played_seconds":"12"}""", RejectionReason.WrongType)]
    [InlineData("""{"broadcast":"b-1","state":"finished","played_seconds":-1}""", RejectionReason.OutOfRange)]
    [InlineData("""{"broadcast":"b-1","state":"finished","state":"failed"}""", RejectionReason.DuplicateKey)]
    [InlineData("""[]""", RejectionReason.NotAnObject)]
    public void A_receipt_is_refused(string json, RejectionReason expected) =>
        Assert.Equal(expected, ReceiptDecoder.Decode(Encoding.UTF8.GetBytes(json), out _));

    [Fact]
    public void A_reason_may_have_200_characters_and_no_more()
    {
        byte[] Json(int characters) =>
            Encoding.UTF8.GetBytes($$"""{"broadcast":"b-1","state":"failed","reason":"{{new string('ộ', characters)}}"}""");

        Assert.Equal(RejectionReason.None, ReceiptDecoder.Decode(Json(200), out _));
        Assert.Equal(RejectionReason.OutOfRange, ReceiptDecoder.Decode(Json(201), out _));
    }
}
