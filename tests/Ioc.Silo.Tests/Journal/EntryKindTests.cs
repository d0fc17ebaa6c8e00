using Ioc.Silo.Journal;

namespace Ioc.Silo.Tests.Journal;

public sealed class EntryKindTests
{
    [Fact]
    public void Numbers_on_disk_never_change()
    {
        Assert.Equal(
            "Telemetry=1 Status=2 Event=3 Receipt=4 Survey=5 Tick=10 ListeningStarted=11 ListeningStopped=12 ClockJumped=13 RegistryChanged=20 "
            + "AlertAction=30 BroadcastOrdered=40 BroadcastCancelled=41 CommandDelivered=42 JournalFilling=50 StoreAway=51",
            string.Join(' ', Enum.GetValues<EntryKind>().Select(kind => $"{kind}={(int)kind}")));
    }

    [Fact]
    public void A_frame_has_the_bytes_it_always_had()
    {
        var frame = new byte[FrameHeader.Bytes + 20];
        JournalEntry.Write(frame.AsSpan(FrameHeader.Bytes), EntryKind.Telemetry, 7, 1_795_334_400_123, new([1, 2, 3]));
        new FrameHeader(20, 1, 42, 1_795_334_400_200).Seal(frame, salt: 99);
        Assert.Equal(
            "494F434214000000AEE17D0D010000002A00000000000000C8E84402A20100000300000001070000007BE84402A2010000010203",
            Convert.ToHexString(frame));
    }
}
