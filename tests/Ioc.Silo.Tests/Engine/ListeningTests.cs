using Ioc.Silo.Intake;
using Ioc.Silo.Journal;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Tests.Engine;

/// <summary>Who can't be heard is not called offline, whatever became of the entries that say from when to when.</summary>
public sealed class ListeningTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_outside_broker_that_is_away_while_the_disk_is_full_is_away_when_there_is_room_again(bool wasAwayBefore)
    {
        await using var silo = await HeardAsync();
        if (wasAwayBefore)
            Say(silo, EntryKind.ListeningStopped);
        await silo.SettleAsync();
        FillDisk(silo);
        if (!wasAwayBefore)
            Say(silo, EntryKind.ListeningStopped);
        silo.Time.Advance(TimeSpan.FromSeconds(1));
        await FreeDiskAsync(silo);
        await silo.PassAsync(120);
        Assert.Empty(silo.Alerts.Open);

        Say(silo, EntryKind.ListeningStarted);
        await silo.PassAsync(120);
        Assert.Equal(["offline"], silo.Conditions("lsp-1"));
    }

    [Fact]
    public async Task A_broker_that_is_back_while_the_disk_is_full_and_the_clock_jumps_is_back_when_there_is_room_again()
    {
        await using var silo = await HeardAsync();
        Say(silo, EntryKind.ListeningStopped);
        await silo.SettleAsync();
        FillDisk(silo);
        // No tick has seen the full disk yet: the jump's own entry is the first that it does not take.
        silo.Time.UtcNow += TimeSpan.FromHours(1);
        silo.Time.Advance(TimeSpan.FromSeconds(1));
        Say(silo, EntryKind.ListeningStarted);
        await FreeDiskAsync(silo);
        await silo.PassAsync(20);
        Assert.Empty(silo.Alerts.Open);
        await silo.PassAsync(120);
        Assert.Equal(["offline"], silo.Conditions("lsp-1"));
    }

    [Fact]
    public async Task The_journals_gate_opens_and_an_outside_broker_that_is_away_stays_away()
    {
        await using var silo = await HeardAsync();
        Say(silo, EntryKind.ListeningStopped);
        await SetGateAsync(silo, closed: true);
        await SetGateAsync(silo, closed: false);
        await silo.PassAsync(120);
        Assert.Empty(silo.Conditions("lsp-1"));
    }

    [Fact]
    public async Task A_broker_that_comes_back_before_the_gate_opens_is_heard_from_then_on()
    {
        await using var silo = await HeardAsync();
        Say(silo, EntryKind.ListeningStopped);
        await SetGateAsync(silo, closed: true);
        Assert.Equal(AppendOutcome.Shed, silo.Get<IIntake>().Append(EntryKind.ListeningStarted, 0, default, null));
        await silo.PassAsync(120);
        Assert.Empty(silo.Conditions("lsp-1"));
        await SetGateAsync(silo, closed: false);
        await silo.PassAsync(120);
        Assert.Equal(["offline"], silo.Conditions("lsp-1"));
    }

    [Fact]
    public async Task A_gate_that_closes_as_the_disk_runs_full_is_closed_when_there_is_room_again()
    {
        await using var silo = await HeardAsync();
        silo.Get<StoreWatch>().Outbox = new OutboxState(1, 100, null);
        silo.Intake.AppendOwn(EntryKind.Tick, default, new DiskFills(silo));
        Assert.True(SpinWait.SpinUntil(() => !silo.Intake.IsAccepting(out _), TimeSpan.FromSeconds(10)), "the journal did not notice the full disk");
        silo.Time.Advance(TimeSpan.FromSeconds(1));
        await FreeDiskAsync(silo);
        await silo.PassAsync(120);
        Assert.Empty(silo.Conditions("lsp-1"));
        await SetGateAsync(silo, closed: false);
        await silo.PassAsync(120);
        Assert.Equal(["offline"], silo.Conditions("lsp-1"));
    }

    /// <summary>One device has spoken and falls silent.</summary>
    private static async Task<SiloHarness> HeardAsync()
    {
        var silo = await SiloHarness.StartAsync();
        silo.Telemetry("lsp-1", """{"seq":1,"volume_percent":70}""");
        await silo.PassAsync(1);
        return silo;
    }

    /// <summary>As the edge does, which does not ask what became of it.</summary>
    private static void Say(SiloHarness silo, EntryKind kind) => silo.Get<IIntake>().Append(kind, 0, default, null);

    private static async Task SetGateAsync(SiloHarness silo, bool closed)
    {
        silo.Get<StoreWatch>().Outbox = new OutboxState(1, closed ? 100 : 0, null);
        await silo.PassAsync(1);
        // The gate is looked at after a commit, and what that says is an entry of the next.
        await silo.SettleAsync();
        Assert.Equal(closed, silo.Lifetime.Positions.Room == JournalRoom.None);
    }

    private static void FillDisk(SiloHarness silo)
    {
        silo.Disk.BytesLeft = 0;
        silo.Telemetry("lsp-2", """{"seq":1,"volume_percent":70}""");
        Assert.True(SpinWait.SpinUntil(() => !silo.Intake.IsAccepting(out _), TimeSpan.FromSeconds(10)), "the journal did not notice the full disk");
    }

    private static async Task FreeDiskAsync(SiloHarness silo)
    {
        silo.Disk.BytesLeft = long.MaxValue;
        silo.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(SpinWait.SpinUntil(() => silo.Intake.IsAccepting(out _), TimeSpan.FromSeconds(10)), "the journal did not recover at the tick");
        await silo.PassAsync(1);
    }

    private sealed class DiskFills(SiloHarness silo) : ICommitListener
    {
        public void Committed(int count, bool durable) => silo.Disk.BytesLeft = 0;
    }
}
