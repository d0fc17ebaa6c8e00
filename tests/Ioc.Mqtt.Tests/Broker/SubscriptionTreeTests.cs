using System.Text;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Codec;

namespace Ioc.Mqtt.Tests.Broker;

/// <summary>The tree against the plainest possible model, in one thread and under readers that never stop.</summary>
public sealed class SubscriptionTreeTests
{
    private static readonly string[] Levels = ["a", "b", "", "$x", "+", "#", "địa"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_sequence_of_subscribing_and_leaving_matches_what_a_list_of_filters_would(int seed)
    {
        var random = new Random(seed);
        var tree = new SubscriptionTree();
        Session[] sessions = [.. Enumerable.Range(0, 8).Select(i => SessionRig.Make(i, $"c{i}"))];
        var held = new Dictionary<(Session, string), Subscription>();
        var matches = new TopicMatches();
        for (int step = 0; step < 20_000; step++)
        {
            Session session = sessions[random.Next(sessions.Length)];
            string filter = RandomFilter(random);
            bool known = held.TryGetValue((session, filter), out Subscription? old);
            // Phases that grow and phases that shrink, so that tables are rebuilt in both directions.
            if (known && random.Next(100) < (step / 2_000 % 2 == 0 ? 20 : 90))
            {
                tree.Remove(old!);
                held.Remove((session, filter));
            }
            else
            {
                var subscription = new Subscription(session, filter, QualityOfService.AtMostOnce);
                tree.Put(subscription, old);
                held[(session, filter)] = subscription;
            }

            if (step % 10 != 0) continue;
            byte[] topic = Encoding.UTF8.GetBytes(RandomTopic(random));
            tree.Match(topic, matches);
            Assert.Equal(held.Values.Where(s => Covers(s, topic)).Select(Name).Order(), Found(matches).Select(Name).Order());
            Assert.Equal(held.Count, tree.Count);
            Assert.Equal(held.Keys.Count(k => TopicFilter.IsShared(k.Item2)), tree.SharedCount);
        }

        foreach (Subscription subscription in held.Values) tree.Remove(subscription);
        tree.Match("a"u8, matches);
        Assert.Empty(Found(matches));
        Assert.Equal(0, tree.Count);
    }

    [Fact]
    public async Task Readers_without_a_lock_always_find_what_stays_and_each_once()
    {
        var tree = new SubscriptionTree();
        Session staying = SessionRig.Make(0, "staying");
        string[] filters = ["t/1/x", "t/+/x", "t/#"];
        foreach (string filter in filters) tree.Put(new Subscription(staying, filter, QualityOfService.AtMostOnce), null);
        using var stop = new CancellationTokenSource();
        Task<int>[] readers = [Reader(), Reader()];
        var random = new Random(7);
        Session[] sessions = [.. Enumerable.Range(1, 300).Select(i => SessionRig.Make(i, $"c{i}"))];
        for (int round = 0; round < 30; round++)
        {
            var leaving = new List<Subscription>();
            foreach (Session session in sessions)
            {
                leaving.Add(new Subscription(session, filters[random.Next(3)], QualityOfService.AtMostOnce));
                tree.Put(leaving[^1], null);
                leaving.Add(new Subscription(session, $"t/{session.Number}/y", QualityOfService.AtMostOnce));
                tree.Put(leaving[^1], null);
            }

            foreach (Subscription subscription in leaving.OrderBy(_ => random.Next())) tree.Remove(subscription);
        }

        await stop.CancelAsync();
        foreach (Task<int> reader in readers) Assert.True(await reader > 0);
        Assert.Equal(3, tree.Count);

        Task<int> Reader() => Task.Factory.StartNew(
            () =>
            {
                var matches = new TopicMatches();
                int rounds = 0;
                for (; !stop.IsCancellationRequested || rounds == 0; rounds++)
                {
                    tree.Match("t/1/x"u8, matches);
                    Assert.Equal(3, Found(matches).Count(s => s.Session == staying));
                }

                return rounds;
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    [Fact]
    public void Matching_twenty_thousand_subscriptions_allocates_nothing()
    {
        var tree = new SubscriptionTree();
        for (int i = 0; i < 20_000; i++)
        {
            string filter = (i % 4) switch { 0 => $"p/{i}/+", 1 => $"p/+/c{i % 100}", 2 => $"p/{i}/#", _ => "p/7/c1" };
            tree.Put(new Subscription(SessionRig.Make(i), filter, QualityOfService.AtMostOnce), null);
        }

        var matches = new TopicMatches();
        long allocated = long.MaxValue;
        for (int round = 0; round < 3; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++) tree.Match("p/8/c1"u8, matches);
            tree.Match("p/7/c1"u8, matches);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
        Assert.Equal(5_000 + 200, Found(matches).Count());
    }

    private static IEnumerable<Subscription> Found(TopicMatches matches) =>
        matches.Filters.SelectMany(f => f.Slots.ToArray()).OfType<Subscription>().Concat(matches.Groups.SelectMany(g => g.Members));

    private static bool Covers(Subscription subscription, byte[] topic) =>
        TopicFilter.Covers(TopicFilter.Unshared(Encoding.UTF8.GetBytes(subscription.Filter)), topic);

    private static string Name(Subscription subscription) => $"{subscription.Session.ClientId} {subscription.Filter}";

    private static string RandomFilter(Random random)
    {
        while (true)
        {
            string filter = string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Levels[random.Next(Levels.Length)]));
            if (random.Next(4) == 0) filter = $"$share/g{random.Next(2)}/{filter}";
            if (TopicFilter.Check(Encoding.UTF8.GetBytes(filter)) == MalformedReason.None) return filter;
        }
    }

    private static string RandomTopic(Random random)
    {
        while (true)
        {
            string topic = string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Levels[random.Next(Levels.Length)]));
            if (TopicName.Check(Encoding.UTF8.GetBytes(topic)) == MalformedReason.None) return topic;
        }
    }
}
