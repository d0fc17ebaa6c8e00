using System.Text;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Persistence;
using Ioc.Mqtt.Tests.Rig;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ioc.Mqtt.Tests.Persistence;

/// <summary>The log alone: torn, damaged, compacted, and the power cut at each step of that.</summary>
public sealed class LogTests : IDisposable
{
    private static readonly StoreLimits Limits = new() { QuietMilliseconds = 1, RetryMilliseconds = 10 };
    private readonly string _root = Directory.CreateTempSubdirectory("ioc-mqtt-log-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_log_cut_or_damaged_anywhere_in_its_last_commit_loses_that_commit_only()
    {
        string path = Path.Combine(_root, "whole");
        long before;
        using (BrokerStore store = Open(path))
        {
            await RetainAsync(store, "a", "1");
            await RetainAsync(store, "b", "2");
            before = store.LogBytes;
            await RetainAsync(store, "c", "3");
        }

        byte[] log = await File.ReadAllBytesAsync(Log(path));
        for (int length = (int)before; length <= log.Length; length++) AssertRetained(Copy(log[..length]), length == log.Length ? "a1 b2 c3" : "a1 b2");
        for (int at = (int)before; at < log.Length; at++)
        {
            byte[] damaged = [.. log];
            damaged[at] ^= 0x20;
            AssertRetained(Copy(damaged), "a1 b2");
        }

        // A file that the file system had lengthened but not filled.
        AssertRetained(Copy([.. log, .. new byte[5_000]]), "a1 b2 c3");
    }

    [Fact]
    public async Task After_a_cut_the_log_goes_on()
    {
        string path = Path.Combine(_root, "whole");
        using (BrokerStore store = Open(path))
        {
            await RetainAsync(store, "a", "1");
            await RetainAsync(store, "b", "2");
        }

        byte[] log = await File.ReadAllBytesAsync(Log(path));
        string cut = Copy(log[..^3]);
        using (BrokerStore store = Open(cut)) await RetainAsync(store, "c", "3");
        AssertRetained(cut, "a1 c3");
    }

    [Fact]
    public async Task Damage_before_the_last_commit_stops_the_start_and_says_what_to_do()
    {
        string path = Path.Combine(_root, "whole");
        long first;
        using (BrokerStore store = Open(path))
        {
            await RetainAsync(store, "a", "1");
            first = store.LogBytes;
            await RetainAsync(store, "b", "2");
        }

        byte[] log = await File.ReadAllBytesAsync(Log(path));
        for (int at = 0; at < first; at++)
        {
            byte[] damaged = [.. log];
            damaged[at] ^= 0x20;
            StoreException refusal = Assert.Throws<StoreException>(() => Open(Copy(damaged)));
            Assert.Contains("move it away", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Bytes_of_a_client_cannot_pass_for_a_commit()
    {
        string path = Path.Combine(_root, "whole");
        using (BrokerStore store = Open(path)) await RetainAsync(store, "a", "1");
        byte[] log = await File.ReadAllBytesAsync(Log(path));
        using (BrokerStore store = Open(path))
        {
            // A whole commit of another store as a payload, in a commit that a crash tears.
            await RetainAsync(store, "b", Encoding.Latin1.GetString(OtherStoresFrame()));
        }

        byte[] longer = await File.ReadAllBytesAsync(Log(path));
        AssertRetained(Copy(longer[..^1]), "a1");
        Assert.True(log.Length < longer.Length);
    }

    [Fact]
    public async Task Records_of_a_group_are_one_commit()
    {
        using BrokerStore store = Open(Path.Combine(_root, "group"));
        for (int i = 0; i < 20; i++)
        {
            store.Log.Commits.EnterGroup();
            long first = store.Log.Received(1, 1);
            // Somebody waits and the disk is idle: without the group the commit would begin now.
            Task commit = store.Log.Commits.CommittedAsync(first);
            for (int turns = 0; turns < 1_000; turns++) await Task.Yield();
            Assert.False(commit.IsCompleted);
            Assert.Equal(first, store.Log.Received(1, 2));
            store.Log.Commits.LeaveGroup();
            await commit.Within("the commit");
        }
    }

    [Fact]
    public void A_second_process_is_refused()
    {
        using BrokerStore store = Open(Path.Combine(_root, "one"));
        StoreException refusal = Assert.Throws<StoreException>(() => Open(Path.Combine(_root, "one")));
        Assert.Contains("in use", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_power_cut_at_any_step_of_compaction_loses_nothing()
    {
        string path = Path.Combine(_root, "live");
        var disk = new CrashDisk(path);
        var crashes = new List<(string Path, int Done)>();
        var random = new Random(5);
        int done = 0;
        string[] steps = ["create", "rename", "delete", "flush directory"];
        var seen = new HashSet<string>();
        disk.Before = (name, _) =>
        {
            if (crashes.Count >= 200 || (!steps.Contains(name) && random.Next(10) != 0)) return;
            seen.Add(name);
            string target = Path.Combine(_root, $"crash-{crashes.Count}");
            disk.CrashTo(target, random);
            crashes.Add((target, Volatile.Read(ref done)));
        };
        using (BrokerStore store = Open(path, disk, Limits with { CompactionBytesMin = 4_096, CompactionFactor = 2 }))
        {
            Message? old = null;
            for (int i = 1; i <= 400; i++)
            {
                Message message = Retained("topic", $"{i}");
                await store.Log.Commits.CommittedAsync(store.Log.Retained(message, old)).Within("a commit");
                old = message;
                Volatile.Write(ref done, i);
            }
        }

        Assert.Superset(steps.ToHashSet(), seen);
        Assert.True(crashes.Count > 30);
        foreach ((string crash, int atLeast) in crashes)
        {
            using BrokerStore store = Open(crash);
            StoreImage image = store.TakeImage();
            int found = image.Retained.Count == 0 ? 0 : int.Parse(Encoding.UTF8.GetString(image.Retained["topic"].Payload.Span), System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(found, atLeast, atLeast + 1);
        }

        using BrokerStore last = Open(path);
        Assert.Equal("400", Encoding.UTF8.GetString(last.TakeImage().Retained["topic"].Payload.Span));
        Assert.InRange(Directory.EnumerateFiles(path).Sum(f => new FileInfo(f).Length), 0, 20_000);
    }

    [Fact]
    public async Task A_snapshot_holds_the_same_state_as_the_records_it_replaces()
    {
        string path = Path.Combine(_root, "live");
        using (BrokerStore store = Open(path, new StoreDisk(), Limits with { CompactionBytesMin = 4_096 }))
        {
            StateLog log = store.Log;
            log.Session(1, "one", 60, endsInMilliseconds: null);
            log.Session(2, "two", 70, endsInMilliseconds: 1_000);
            log.Subscribed(1, new Subscription(null!, "a/+", QualityOfService.ExactlyOnce) { NoLocal = true, Identifier = 4 });
            log.Subscribed(1, new Subscription(null!, "b", QualityOfService.AtLeastOnce));
            log.Unsubscribed(1, "b");
            Message[] messages = [.. Enumerable.Range(0, 5).Select(i => Retained($"m/{i}", $"{i}"))];
            foreach (Message message in messages) log.Queued(1, new Delivery(message, QualityOfService.ExactlyOnce, true, [7, 8]) { SharedFilter = "$share/g/m" });
            log.Queued(2, new Delivery(messages[4], QualityOfService.AtLeastOnce, false, []));
            log.Dropped(1, messages[1]);
            log.Sent(1, 10);
            log.Sent(1, 11);
            log.Released(1, 10);
            log.SentUnqueued(2, 3, new Delivery(messages[0], QualityOfService.AtLeastOnce, false, []));
            log.Received(1, 99);
            log.Received(1, 100);
            log.ReceivedDone(1, 100);
            log.Retained(messages[2], null);
            log.Session(3, "three", 60, endsInMilliseconds: null);
            log.SessionEnded(3, []);
            log.Done(1, 11, messages[2]);
            await RetainAsync(store, "filler", new string('x', 5_000));
            while (!Directory.EnumerateFiles(path, "*.snapshot").Any() || File.Exists(Log(path))) await RetainAsync(store, "filler", "x");
        }

        using BrokerStore again = Open(path);
        StoreImage image = again.TakeImage();
        Assert.Equal([1L, 2L], image.Sessions.Keys.Order());
        SessionImage one = image.Sessions[1];
        Assert.Equal(("one", 60u, long.MaxValue), (one.ClientId, one.ExpirySeconds, one.EndsAtUnixMilliseconds));
        Assert.Equal(["a/+"], one.Subscriptions.Keys);
        Assert.Equal(["3", "4"], one.Queue.Select(d => Encoding.UTF8.GetString(d.Message.Payload.Span)));
        Assert.All(one.Queue, d => Assert.Equal(("$share/g/m", true), (d.SharedFilter, d.SubscriptionIdentifiers.SequenceEqual([7u, 8u]))));
        Assert.Equal(((ushort)10, true), (Assert.Single(one.Inflight).PacketId, one.Inflight[0].IsReleased));
        Assert.Equal([(ushort)99], one.Received);
        Assert.Equal(["4"], image.Sessions[2].Queue.Select(d => Encoding.UTF8.GetString(d.Message.Payload.Span)));
        Assert.Equal((ushort)3, Assert.Single(image.Sessions[2].Inflight).PacketId);
        Assert.Equal(["filler", "m/2"], image.Retained.Keys.Order());
        Assert.Equal(3, image.LastSessionNumber);
        // A message that two name is one.
        Assert.Same(one.Queue.Last().Message, image.Sessions[2].Queue.Single().Message);
        Assert.Equal(2, one.Queue.Last().Message.References);
    }

    private static BrokerStore Open(string path, IStoreDisk? disk = null, StoreLimits? limits = null)
    {
        BrokerStore store = BrokerStore.Open(path, limits ?? Limits, new FakeClock(), NullLogger.Instance, disk ?? new StoreDisk());
        store.Log.Attach(new BrokerClock(new FakeClock()));
        return store;
    }

    private static Message Retained(string topic, string text) => new()
    {
        Topic = Encoding.UTF8.GetBytes(topic),
        Payload = Encoding.Latin1.GetBytes(text),
        Qos = QualityOfService.AtLeastOnce,
        Retain = true,
    };

    private static Task<bool> RetainAsync(BrokerStore store, string topic, string text) =>
        store.Log.Commits.CommittedAsync(store.Log.Retained(Retained(topic, text), null)).Within("a commit");

    private static string Log(string path) => StoreFiles.Log(path, 1);

    private static void AssertRetained(string path, string expected)
    {
        using BrokerStore store = Open(path);
        Assert.Equal(expected, string.Join(' ', store.TakeImage().Retained.OrderBy(r => r.Key).Select(r => r.Key + Encoding.UTF8.GetString(r.Value.Payload.Span))));
    }

    private byte[] OtherStoresFrame()
    {
        string path = Path.Combine(_root, "other");
        using (BrokerStore store = Open(path)) RetainAsync(store, "a", "1").GetAwaiter().GetResult();
        return File.ReadAllBytes(Log(path))[FileHeader.Bytes..];
    }

    private string Copy(byte[] log)
    {
        string path = Path.Combine(_root, "copy");
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        Directory.CreateDirectory(path);
        File.WriteAllBytes(Log(path), log);
        return path;
    }
}
