using Ioc.Mqtt.Broker;

namespace Ioc.Mqtt.Tests.Broker;

public sealed class RouterTests
{
    [Fact]
    public void Routing_to_overlapping_and_shared_subscriptions_allocates_nothing_once_it_runs()
    {
        using var metrics = new BrokerMetrics();
        var tree = new SubscriptionTree();
        var router = new Router(tree, new RetainedMessages(new MqttLimits(), store: null), metrics);
        for (int i = 1; i <= 50; i++)
        {
            Session session = SessionRig.Make(i, $"c{i}", metrics);
            tree.Put(new Subscription(session, "a/b", QualityOfService.AtMostOnce) { Identifier = (uint)i }, null);
            tree.Put(new Subscription(session, "a/+", QualityOfService.AtLeastOnce) { Identifier = 1_000 }, null);
            tree.Put(new Subscription(session, "$share/g/a/#", QualityOfService.AtMostOnce) { Identifier = 7 }, null);
        }

        // Nobody is connected, so each of the 50 copies and the shared one are counted as dropped, and nothing else happens to them.
        var message = new Message { Topic = "a/b"u8.ToArray(), Payload = new byte[100] };
        long allocated = long.MaxValue;
        int taken = 0;
        for (int round = 0; round < 3; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++) taken += router.Route(message, publisher: null, onlyClientId: null, FlushBatch.Current);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal((0L, 0), (allocated, taken));
        Assert.Equal(300 * 51, metrics.DroppedCount(DropReason.ReceiverAbsent));
    }

    [Fact]
    public void A_session_keeps_the_arrays_of_its_identifier_sets_and_not_too_many()
    {
        var sets = new IdentifierSets();
        Assert.Same(sets.Get([1, 2]), sets.Get([1, 2]));
        Assert.Empty(sets.Get([]));
        uint[] first = sets.Get([9]);
        for (uint i = 0; i < 100; i++) Assert.Equal([i, i + 1], sets.Get([i, i + 1]));
        Assert.NotSame(first, sets.Get([9]));
    }
}
