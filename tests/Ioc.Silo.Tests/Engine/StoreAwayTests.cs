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

    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task While_the_store_is_away_memory_stays_bounded_senders_wait_and_nothing_is_lost_when_it_is_back()
    {
        await using var silo = await SiloHarness.StartAsync(pointsWaitingMax: PointsMax);
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

    private static AppendOutcome Append(SiloHarness silo, int seq)
    {
        var json = string.Create(CultureInfo.InvariantCulture, $$"""{"seq":{{seq}},"clients":{{seq % 1000}},"rtt_ms":{{seq % 50}},"auth_ok":1,"auth_failed":0}""");
        return silo.Get<IIntake>().Append(
            EntryKind.Telemetry, silo.Registry.Current.DevicesById["wifi-1"].Handle, new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(json)), null);
    }

    private static async Task<int> StoredAsync(SiloHarness silo)
    {
        var now = silo.Time.GetUtcNow();
        var series = await silo.Get<ISeries>().QueryAsync(
            new SeriesQuery { DeviceIds = ["wifi-1"], Metrics = ["clients"], From = now.AddHours(-1), To = now.AddHours(1), StepSeconds = 60 }, Never);
        return series.Sum(one => one.Count.Sum());
    }
}
