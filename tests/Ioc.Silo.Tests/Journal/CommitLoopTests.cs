using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using Ioc.Silo.Changes;
using Ioc.Silo.Intake;
using Ioc.Silo.Journal;
using Ioc.Silo.Storage;
using Ioc.Silo.Twins;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ioc.Silo.Tests.Journal;

public sealed class CommitLoopTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FailingDisk _disk = new();
    private readonly FakeTime _time = new();
    private readonly SiloMetrics _metrics = new();
    private readonly RecordingEngine _engine = new();
    private readonly SegmentLog _log;
    private readonly JournalIntake _intake;
    private readonly CommitLoop _loop;

    public CommitLoopTests()
    {
        _log = SegmentLog.Open(new JournalOptions { Directory = _directory.Path, QuotaBytes = 100_000_000 }, 0, 0, _disk);
        _intake = new JournalIntake(_time, pendingBytes: JournalLimits.ReservedBytes + 2_000);
        _loop = new CommitLoop(_intake, _log, _engine, _metrics, _time, NullLogger.Instance, _stores = new StoreWatch(_time), default);
    }

    public void Dispose()
    {
        _engine.Room.Set();
        _intake.Close();
        if (_started)
            Assert.True(_loop.Join(TimeSpan.FromSeconds(30)));
        _log.Dispose();
        _metrics.Dispose();
        _directory.Dispose();
    }

    private readonly StoreWatch _stores;
    private bool _started;

    [Fact]
    public void Entries_that_gathered_become_one_commit_and_each_listener_hears_its_count_once()
    {
        var first = new CountingListener();
        var second = new CountingListener();
        _intake.Open();
        foreach (var text in (string[])["a", "b", "c"])
            Assert.Equal(AppendOutcome.Appended, Append(text, first));
        Append("d", second);
        Append("e", null);
        Start();
        Assert.Equal((3, true), first.Next());
        Assert.Equal((1, true), second.Next());
        Assert.Equal(["a", "b", "c", "d", "e"], _engine.Next());
    }

    /// <summary>Killing the process can't show this: what it wrote survives it. A power cut would.</summary>
    [Fact]
    public void Nobody_is_told_before_the_bytes_are_flushed_to_the_medium()
    {
        var flushedBefore = _disk.BytesFlushed;
        var told = new DiskWitness(_disk);
        _intake.Open();
        Append("precious", told);
        Start();
        var (unflushed, flushed, isNameUnflushed) = told.Next();
        Assert.Equal(0, unflushed);
        Assert.False(isNameUnflushed, "the segment's name was not flushed when the listener was told");
        Assert.True(flushed - flushedBefore >= "precious".Length, $"{flushed - flushedBefore} bytes were flushed when the listener was told");
    }

    [Fact]
    public async Task A_full_pending_batch_answers_no_room_until_the_engine_takes_the_one_before()
    {
        _intake.Open();
        _engine.Room.Reset();
        Start();
        Append("first", null);
        _engine.Entered.WaitOne();
        var text = new string('x', 400);
        var appended = 0;
        while (Append(text, null) == AppendOutcome.Appended)
            appended++;
        Assert.Equal(4, appended);
        Assert.Equal(AppendOutcome.Appended, _intake.AppendOwn(EntryKind.Tick, default, null));
        var room = _intake.WaitForRoomAsync(CancellationToken.None).AsTask();
        Assert.False(room.IsCompleted);
        _engine.Room.Set();
        await room;
        Assert.Equal(["first"], _engine.Next());
        Assert.Equal(5, _engine.Next().Count);
    }

    [Fact]
    public void A_full_disk_tells_listeners_refuses_with_the_reason_and_goes_on_when_there_is_room()
    {
        var listener = new CountingListener();
        _intake.Open();
        Start();
        Append("kept", listener);
        Assert.Equal((1, true), listener.Next());
        _disk.BytesLeft = 3;
        Append("lost", listener);
        Assert.Equal((1, false), listener.Next());
        Assert.False(_intake.IsAccepting(out var reason));
        Assert.Equal(FailingDisk.Message, reason);
        Assert.Equal(AppendOutcome.Failed, Append("refused", listener));

        _disk.BytesLeft = long.MaxValue;
        _intake.WantRecovery();
        Assert.True(SpinWait.SpinUntil(() => _intake.IsAccepting(out _), TimeSpan.FromSeconds(10)), "the journal did not recover");
        Append("next", listener);
        Assert.Equal((1, true), listener.Next());
        Assert.Equal(["kept"], _engine.Next());
        Assert.Equal(["next"], _engine.Next());
        Assert.Equal(3, _log.NextPosition);
    }

    [Fact]
    public void At_the_quota_devices_wait_what_nobody_waits_for_is_dropped_and_the_centre_s_own_entries_enter_until_its_reserve_is_gone_too()
    {
        using var small = new TempDirectory();
        using var log = SegmentLog.Open(new JournalOptions { Directory = small.Path, QuotaBytes = 1_000 }, 0, 0, _disk);
        var intake = new JournalIntake(_time);
        var loop = new CommitLoop(intake, log, _engine, _metrics, _time, NullLogger.Instance, new StoreWatch(_time), default);
        var listener = new CountingListener();
        intake.Open();
        loop.Start();
        intake.Append(EntryKind.Event, 1, new ReadOnlySequence<byte>(new byte[700]), listener);
        Assert.Equal((1, true), listener.Next());
        _engine.Next();
        Assert.Equal(JournalRoom.None, loop.Room);
        Assert.Equal(AppendOutcome.NoRoom, intake.Append(EntryKind.Telemetry, 1, new ReadOnlySequence<byte>(new byte[1]), listener));
        Assert.False(intake.WaitForRoomAsync(CancellationToken.None).AsTask().IsCompleted);
        Assert.Equal(AppendOutcome.Shed, intake.Append(EntryKind.Telemetry, 1, new ReadOnlySequence<byte>(new byte[1]), null));
        Assert.Equal(1, intake.ShedTotal);
        Assert.True(intake.IsAccepting(out _));

        intake.AppendOwn(EntryKind.BroadcastOrdered, new byte[400], listener);
        Assert.Equal((1, false), listener.Next());
        Assert.False(intake.IsAccepting(out var reason));
        Assert.Contains("quota", reason, StringComparison.Ordinal);
        intake.Close();
        Assert.True(loop.Join(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void What_people_must_be_told_and_the_disk_did_not_take_is_told_when_it_takes_entries_again_and_then_no_more()
    {
        _stores.Own.Refused("away");
        _time.Advance(TimeSpan.FromMinutes(JournalLimits.StoreAwayMinutes));
        _intake.Open();
        Start();
        Append("before", new DiskFills(_disk));
        Assert.Equal(["before"], _engine.Next());
        Assert.True(SpinWait.SpinUntil(() => !_intake.IsAccepting(out _), TimeSpan.FromSeconds(10)), "the journal did not fail");

        _disk.BytesLeft = long.MaxValue;
        _intake.WantRecovery();
        Assert.True(SpinWait.SpinUntil(() => _intake.IsAccepting(out _), TimeSpan.FromSeconds(10)), "the journal did not recover");
        Append("after", null);
        Assert.Equal(["after"], _engine.Next());
        Assert.Equal([Encoding.UTF8.GetString(new CentreFinding(true, JournalLimits.StoreAwayMinutes).Write())], _engine.Next());
        Append("later", null);
        Assert.Equal(["later"], _engine.Next());
        _intake.Close();
        Assert.True(_loop.Join(TimeSpan.FromSeconds(30)));
        Assert.True(_engine.IsEmpty, "it was told twice");
    }

    [Fact]
    public void Nothing_enters_before_the_start_but_the_silo_s_own_entries()
    {
        Assert.Equal(AppendOutcome.Failed, Append("early", null));
        Assert.False(_intake.IsAccepting(out var reason));
        Assert.Contains("starting", reason, StringComparison.Ordinal);
        Assert.Equal(AppendOutcome.Appended, _intake.AppendOwn(EntryKind.ListeningStarted, default, null));
    }

    /// <summary>A start waits for this entry: one that is dropped would be a start that never ends.</summary>
    [Theory]
    [InlineData(JournalRoom.None, EntryKind.ListeningStopped)]
    [InlineData(JournalRoom.Scarce, EntryKind.ListeningStarted)]
    public void Who_can_be_heard_enters_also_while_the_gate_is_closed(JournalRoom room, EntryKind expected)
    {
        var listener = new CountingListener();
        _intake.LetIn(room);
        Assert.Equal(AppendOutcome.Appended, _intake.AppendListening(listener));
        Start();
        Assert.Equal((1, true), listener.Next());
        Assert.Equal([expected], _engine.NextKinds());
    }

    [Fact]
    public void What_was_appended_before_closing_is_still_committed()
    {
        var listener = new CountingListener();
        _intake.Open();
        Append("last words", listener);
        _intake.Close();
        Assert.Equal(AppendOutcome.Failed, Append("too late", listener));
        Start();
        Assert.True(_loop.Join(TimeSpan.FromSeconds(30)));
        Assert.Equal((1, true), listener.Next());
        Assert.Equal(["last words"], _engine.Next());
    }

    private void Start()
    {
        _started = true;
        _loop.Start();
    }

    private AppendOutcome Append(string text, ICommitListener? listener) =>
        _intake.Append(EntryKind.Event, 1, new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text)), listener);

    private sealed class CountingListener : ICommitListener
    {
        private readonly BlockingCollection<(int, bool)> _calls = [];

        public void Committed(int count, bool durable) => _calls.Add((count, durable));

        public (int, bool) Next() => _calls.TryTake(out var call, TimeSpan.FromSeconds(10)) ? call : throw new TimeoutException("no commit was told");
    }

    /// <summary>The disk runs full right after its entry.</summary>
    private sealed class DiskFills(FailingDisk disk) : ICommitListener
    {
        public void Committed(int count, bool durable) => disk.BytesLeft = 3;
    }

    private sealed class RecordingEngine : ITwinEngine
    {
        private readonly BlockingCollection<List<string>> _batches = [];
        private readonly BlockingCollection<List<EntryKind>> _kinds = [];

        public ManualResetEvent Room { get; } = new(true);

        public AutoResetEvent Entered { get; } = new(false);

        public ValueTask SubmitAsync(CommittedBatch batch, CancellationToken cancellationToken)
        {
            Entered.Set();
            Room.WaitOne();
            _kinds.Add(JournalFiles.Kinds(batch), cancellationToken);
            _batches.Add(JournalFiles.Texts(batch), cancellationToken);
            batch.Release();
            return ValueTask.CompletedTask;
        }

        public bool IsEmpty => _batches.Count == 0;

        public List<EntryKind> NextKinds() => _kinds.TryTake(out var batch, TimeSpan.FromSeconds(10)) ? batch : throw new TimeoutException("no batch came");

        public List<string> Next() => _batches.TryTake(out var batch, TimeSpan.FromSeconds(10)) ? batch : throw new TimeoutException("no batch came");

        public ValueTask<TwinView?> AskAsync(string deviceId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<ChangeSubscription> SubscribeAsync(ChangeScope scope, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
