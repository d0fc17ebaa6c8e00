using Ioc.Mqtt.Broker;

namespace Ioc.Mqtt.Tests.Broker;

public sealed class InflightWindowTests
{
    private static readonly Delivery Any = new(new Message { Topic = "t"u8.ToArray(), Payload = new byte[10] }, QualityOfService.AtLeastOnce, false, []);

    [Fact]
    public void It_holds_what_a_plain_list_would_whatever_is_acknowledged_in_whatever_order()
    {
        var random = new Random(20_261_122);
        var window = new InflightWindow(long.MaxValue) { Limit = 300 };
        var model = new List<ushort>();
        // More than once around all identifiers, while one of the first stays unacknowledged for long.
        for (int step = 0; step < 200_000; step++)
        {
            if (model.Count == 0 || (!window.IsFull && random.Next(2) == 0))
            {
                ushort id = window.NextPacketId();
                Assert.NotEqual(0, id);
                Assert.DoesNotContain(id, model);
                window.Add(new InflightEntry(id, Any));
                model.Add(id);
            }
            else
            {
                int at = random.Next(4) == 0 ? random.Next(model.Count) : Math.Min(1, model.Count - 1);
                Assert.True(window.TryRemove(model[at], PacketType.PubAck, out InflightEntry removed));
                Assert.Equal(model[at], removed.PacketId);
                model.RemoveAt(at);
            }

            Assert.Equal(model.Count, window.Count);
        }

        Assert.Equal(model, window.Entries.Select(entry => entry.PacketId));
        Assert.False(window.TryRemove(0, PacketType.PubAck, out _));
    }

    [Fact]
    public void After_a_reconnect_everything_is_sent_again_from_the_oldest()
    {
        var window = new InflightWindow(long.MaxValue) { Limit = 200 };
        for (int i = 0; i < 200; i++) window.Add(new InflightEntry(window.NextPacketId(), Any));
        for (ushort id = 1; id <= 150; id++) Assert.True(window.TryRemove(id, PacketType.PubAck, out _));
        window.Rewind();
        var again = new List<ushort>();
        while (window.TryPeekUnsent(out InflightEntry entry))
        {
            again.Add(entry.PacketId);
            window.MarkSent();
        }

        Assert.Equal(Enumerable.Range(151, 50).Select(id => (ushort)id), again);
    }

    [Fact]
    public void It_is_full_in_bytes_before_it_is_in_number()
    {
        var window = new InflightWindow(bytesMax: Any.Message.Bytes * 3) { Limit = 100 };
        for (int i = 0; i < 3; i++)
        {
            Assert.False(window.IsFull);
            window.Add(new InflightEntry(window.NextPacketId(), Any));
        }

        Assert.True(window.IsFull);
        Assert.True(window.TryRemove(1, PacketType.PubAck, out _));
        Assert.False(window.IsFull);
    }
}
