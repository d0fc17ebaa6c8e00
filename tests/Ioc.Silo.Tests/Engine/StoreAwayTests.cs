using System.Buffers;
using System.Globalization;
using System.Text;
using Ioc.Silo.Intake;
using Ioc.Silo.Journal;
using Ioc.Silo.Series;
using Ioc.Silo.Twins;

namespace Ioc.Silo.Tests.Engine;

public sealed class StoreAwayTests
{
    private const int PointsMax = 20_000;
    private const int PointsPerMessage = 4;
    private const int EntryBytesMin = 64;
    private const int SegmentBytes = 256 * 1024;

    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task Without_room_for_points_anywhere_memory_stays_bounded_senders_wait_and_nothing_is_lost_when_the_store_is_back()
    {
        await using var silo = await SiloHarness.StartAsync(pointsWaitingMax: PointsMax);
        BlockSpilling(silo);
        silo.IsStoreAway = true;
        var sent = SendUntilNoRoom(silo);
        var parts = silo.Get<SiloParts>();
        Assert.False(silo.Lifetime.TryCheckpoint());
        Assert.Equal(AppendOutcome.NoRoom, Append(silo, sent + 1));

        // Points stop at the bound and what was in flight then; the rest are bytes in the journal and in its two buffers.
        var points = parts.Points.PointsWaiting;
        var inFlightMax = (long)EngineLimits.BytesInFlightMax / EntryBytesMin * PointsPerMessage;
        Assert.InRange(points, PointsMax, PointsMax + inFlightMax);
        Assert.True(points < sent * PointsPerMessage, "nothing waits: the test sent too little");
        Assert.Equal(points / PointsPerMessage, (await silo.Engine.AskAsync("wifi-1", Never))!.MessagesTotal);

        // The clock's own entries still find room.
        Assert.Equal(AppendOutcome.Appended, silo.Intake.AppendOwn(EntryKind.Tick, default, null));

        silo.IsStoreAway = false;
        while ((await silo.Engine.AskAsync("wifi-1", Never))!.MessagesTotal < sent)
            Assert.True(silo.Lifetime.TryCheckpoint());
        // The last batch alone fills this test's small bound; time stands still here, so nobody else asks for the checkpoint that frees it.
        Assert.True(silo.Lifetime.TryCheckpoint());
        await silo.SettleAsync();
        Assert.Equal(sent, await StoredAsync(silo));
        await silo.CrashAndRestartAsync();
        Assert.Equal(sent, await StoredAsync(silo));
        Assert.Equal(sent, (await silo.Engine.AskAsync("wifi-1", Never))!.MessagesTotal);
    }

    [Fact]
    public async Task Who_waited_for_room_while_everything_stood_still_is_not_called_offline_for_it()
    {
        await using var silo = await SiloHarness.StartAsync(pointsWaitingMax: PointsMax);
        BlockSpilling(silo);
        silo.IsStoreAway = true;
        var sent = SendUntilNoRoom(silo);
        for (var second = 0; second < 120; second++)
        {
            silo.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(AppendOutcome.NoRoom, Append(silo, sent + 1));
        }

        silo.IsStoreAway = false;
        while ((await silo.Engine.AskAsync("wifi-1", Never))!.MessagesTotal < sent)
            Assert.True(silo.Lifetime.TryCheckpoint());
        Assert.True(silo.Lifetime.TryCheckpoint());
        await silo.SettleAsync();
        await silo.PassAsync(20);
        Assert.Empty((await silo.Alerts.QueryAsync(new Silo.Alerts.AlertQuery { Condition = "offline" }, Never)).Items);

        // It is judged again: who says nothing now is offline.
        await silo.PassAsync(20);
        Assert.Equal(["offline"], silo.Conditions("wifi-1"));
    }

    [Fact]
    public async Task While_the_store_is_away_points_go_to_files_and_twins_and_alerts_go_on()
    {
        await using var silo = await SiloHarness.StartAsync(pointsWaitingMax: PointsMax);
        silo.IsStoreAway = true;
        var sent = await SendAsync(silo, 1, 30_000);
        silo.Telemetry("lsp-1", """{"seq":1,"line_state":"open"}""");
        await silo.SettleAsync();
        Assert.Equal(["speaker-line-open"], silo.Conditions("lsp-1"));
        Assert.Equal(sent, (await silo.Engine.AskAsync("wifi-1", Never))!.MessagesTotal);
        Assert.NotEmpty(Directory.GetFiles(silo.In("spill")));
        Assert.Equal("Input/output error", silo.Lifetime.Positions.StoreTrouble!.Reason);

        silo.IsStoreAway = false;
        Drain(silo);
        Assert.Empty(Directory.GetFiles(silo.In("spill")));
        Assert.Null(silo.Lifetime.Positions.StoreTrouble);
        Assert.Equal(sent, await StoredAsync(silo));
        await silo.CrashAndRestartAsync();
        Assert.Equal(sent, await StoredAsync(silo));
    }

    [Fact]
    public async Task A_crash_while_points_are_in_files_loses_and_doubles_none()
    {
        await using var silo = await SiloHarness.StartAsync(pointsWaitingMax: PointsMax);
        silo.IsStoreAway = true;
        var sent = await SendAsync(silo, 1, 20_000);
        await silo.CrashAndRestartAsync();
        Assert.Equal(sent, (await silo.Engine.AskAsync("wifi-1", Never))!.MessagesTotal);
        silo.IsStoreAway = false;
        Drain(silo);
        Assert.Equal(sent, await StoredAsync(silo));
    }

    [Fact]
    public async Task The_centre_alarms_itself_once_while_its_journal_fills_and_takes_it_back_when_it_has_drained()
    {
        await using var silo = await SiloHarness.StartAsync(
            options => options with { JournalSegmentBytes = SegmentBytes, JournalQuotaBytes = 8 * SegmentBytes, PointsWaitingMax = PointsMax });
        silo.IsStoreAway = true;
        var sent = 0;
        while (silo.Lifetime.Positions.Room != JournalRoom.None)
            sent = await SendAsync(silo, sent + 1, 200);
        Assert.Equal(AppendOutcome.NoRoom, Append(silo, sent + 1, new Ignored()));
        Assert.Equal(AppendOutcome.Shed, Append(silo, sent + 1));
        await silo.SettleAsync();
        var alert = Assert.Single(silo.Alerts.Open);
        Assert.Equal(("journal-filling", "@centre", Ioc.Devices.Alerts.Severity.Critical), (alert.Condition, alert.DeviceId, alert.Severity));

        // Devices that can't be heard are not called offline.
        await silo.PassAsync(120);
        await silo.CrashAndRestartAsync();
        await silo.PassAsync(120);
        Assert.Equal(alert.Id, Assert.Single(silo.Alerts.Open).Id);
        Assert.Equal(AppendOutcome.NoRoom, Append(silo, sent + 1, new Ignored()));

        silo.IsStoreAway = false;
        Assert.True(SpinWait.SpinUntil(() => silo.Lifetime.TryCheckpoint() && silo.Lifetime.Positions.JournalBytes < 2 * SegmentBytes, TimeSpan.FromSeconds(30)));
        await silo.PassAsync(2);
        // The journal is looked at after a commit, and what that tells is an entry of the next: both ticks may have been in one.
        await silo.SettleAsync();
        Assert.Empty(silo.Alerts.Open);
        Assert.Equal(JournalRoom.Ample, silo.Lifetime.Positions.Room);
        sent = await SendAsync(silo, sent + 1, 1);
        Assert.Equal(sent, (await silo.Engine.AskAsync("wifi-1", Never))!.MessagesTotal);
        Assert.True(silo.Lifetime.TryCheckpoint());
        Assert.Equal(sent, await StoredAsync(silo));
    }

    [Fact]
    public async Task A_journal_that_is_full_to_the_last_byte_lets_the_centre_start_when_the_store_is_back()
    {
        await using var silo = await SiloHarness.StartAsync(
            options => options with { JournalSegmentBytes = SegmentBytes, JournalQuotaBytes = 8 * SegmentBytes });
        silo.IsStoreAway = true;
        silo.Telemetry("wifi-1", """{"seq":1,"clients":7}""");
        while (await silo.TrySettleAsync())
            if (silo.Lifetime.Positions.JournalBytes < (8 * SegmentBytes) - (SegmentBytes / 4))
                await silo.Intake.AppendOwnAsync(EntryKind.Event, new byte[SegmentBytes / 8], null, Never);
        await silo.CrashAndRestartAsync(() => silo.IsStoreAway = false);
        Assert.True(silo.Intake.IsAccepting(out var why), why);
        Assert.Equal(1, (await silo.Engine.AskAsync("wifi-1", Never))!.MessagesTotal);
        await silo.SettleAsync();
    }

    [Fact]
    public async Task A_stop_while_the_store_is_away_and_everything_stands_still_gives_up_and_the_next_start_has_everything()
    {
        await using var silo = await SiloHarness.StartAsync(pointsWaitingMax: PointsMax);
        BlockSpilling(silo);
        silo.IsStoreAway = true;
        var sent = SendUntilNoRoom(silo);
        await silo.Lifetime.StopAsync(Never).WaitAsync(TimeSpan.FromSeconds(30));
        silo.IsStoreAway = false;
        File.Delete(silo.In("spill"));
        await silo.CrashAndRestartAsync();
        while ((await silo.Engine.AskAsync("wifi-1", Never))!.MessagesTotal < sent)
            Assert.True(silo.Lifetime.TryCheckpoint());
        await silo.SettleAsync();
        Assert.True(silo.Lifetime.TryCheckpoint());
        Assert.Equal(sent, await StoredAsync(silo));
    }

    /// <summary>A file where the directory would be made.</summary>
    private static void BlockSpilling(SiloHarness silo) => File.WriteAllBytes(silo.In("spill"), []);

    /// <summary>A cut that was refused knows nothing of what went to files after it: that goes with the next.</summary>
    private static void Drain(SiloHarness silo)
    {
        do
            Assert.True(silo.Lifetime.TryCheckpoint());
        while (silo.Get<SiloParts>().Points.PointsWaiting > 0 || Directory.GetFiles(silo.In("spill")).Length > 0);
    }

    /// <summary>Sends so many more, as devices do that wait for room; answers the last one's number when all are applied.</summary>
    private static async Task<int> SendAsync(SiloHarness silo, int first, int count)
    {
        for (var seq = first; seq < first + count; seq++)
        {
            AppendOutcome outcome;
            while ((outcome = Append(silo, seq, new Ignored())) == AppendOutcome.NoRoom && silo.Lifetime.Positions.Room != JournalRoom.None)
                await silo.Intake.WaitForRoomAsync(Never);
            if (outcome != AppendOutcome.Appended)
            {
                await silo.SettleAsync();
                return seq - 1;
            }
        }

        await silo.SettleAsync();
        return first + count - 1;
    }

    /// <summary>Sends as devices do that wait for room, until there will be none.</summary>
    private static int SendUntilNoRoom(SiloHarness silo)
    {
        var parts = silo.Get<SiloParts>();
        for (var sent = 0; ; sent++)
        {
            while (Append(silo, sent + 1) == AppendOutcome.NoRoom)
            {
                var room = silo.Intake.WaitForRoomAsync(Never).AsTask();

                // All that was admitted is judged, and what is in the journal beyond it is not admitted: the commit thread stands there.
                bool IsFull() => parts.Points.PointsWaiting >= PointsMax && parts.Engine.BatchesInFlight == 0
                    && silo.Lifetime.Positions is var positions && positions.Journal > positions.Applied;
                Assert.True(SpinWait.SpinUntil(() => room.IsCompleted || IsFull(), TimeSpan.FromSeconds(30)), "neither room nor full");
                if (!room.IsCompleted)
                    return sent;
            }
        }
    }

    private static AppendOutcome Append(SiloHarness silo, int seq, ICommitListener? listener = null)
    {
        var json = string.Create(CultureInfo.InvariantCulture, $$"""{"seq":{{seq}},"clients":{{seq % 1000}},"rtt_ms":{{seq % 50}},"auth_ok":1,"auth_failed":0}""");
        return silo.Get<IIntake>().Append(
            EntryKind.Telemetry, silo.Registry.Current.DevicesById["wifi-1"].Handle, new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(json)), listener);
    }

    private static async Task<int> StoredAsync(SiloHarness silo)
    {
        var now = silo.Time.GetUtcNow();
        var series = await silo.Get<ISeries>().QueryAsync(
            new SeriesQuery { DeviceIds = ["wifi-1"], Metrics = ["clients"], From = now.AddHours(-1), To = now.AddHours(1), StepSeconds = 60 }, Never);
        return series.Sum(one => one.Count.Sum());
    }

    /// <summary>QoS 1: somebody waits, if only in name.</summary>
    private sealed class Ignored : ICommitListener
    {
        public void Committed(int count, bool durable)
        {
        }
    }
}
