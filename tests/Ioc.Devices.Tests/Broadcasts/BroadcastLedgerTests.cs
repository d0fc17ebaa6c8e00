using Ioc.Devices.Broadcasts;
using Ioc.Devices.Rejections;
using Ioc.Devices.Twins;

namespace Ioc.Devices.Tests.Broadcasts;

/// <summary>30 seconds of audio, 10 minutes to begin, two loudspeakers: handles 1 and 2.</summary>
public class BroadcastLedgerTests
{
    private readonly BroadcastLedger _ledger = new();

    public BroadcastLedgerTests() =>
        Assert.Equal(OrderOutcome.Added, _ledger.Order(BroadcastSamples.Broadcast(), [Samples.Loudspeaker(1), Samples.Loudspeaker(2)], At(0)));

    [Fact]
    public void An_order_queues_one_row_per_loudspeaker()
    {
        var ledger = new BroadcastLedger();
        ledger.Order(BroadcastSamples.Broadcast(), [Samples.Loudspeaker(1), Samples.Loudspeaker(1), Samples.Hotspot(2), Samples.Loudspeaker(3)], At(0));

        Assert.Equal([(1, DeliveryState.Queued), (3, DeliveryState.Queued)], ledger.Deliveries("b-1")!.Select(row => (row.DeviceHandle, row.State)));
        Assert.Equal(2, ledger.Counts("b-1")!.Total);
    }

    [Fact]
    public void The_same_id_twice_is_the_first_order()
    {
        Assert.Equal(OrderOutcome.Known, _ledger.Order(BroadcastSamples.Broadcast() with { Title = "Khác" }, [Samples.Loudspeaker(5)], At(1)));
        Assert.Equal("Lũ quét", _ledger.Find("b-1")!.Title);
        Assert.Equal(2, _ledger.Deliveries("b-1")!.Count);
    }

    [Theory]
    [InlineData("queued", "sent accepted rejected playing finished failed expired cancelled")]
    [InlineData("sent", "accepted rejected playing finished failed expired cancelled")]
    [InlineData("accepted", "rejected playing finished failed expired cancelled")]
    [InlineData("playing", "finished failed cancelled")]
    [InlineData("rejected", "")]
    [InlineData("finished", "")]
    [InlineData("failed", "")]
    [InlineData("expired", "")]
    [InlineData("cancelled", "")]
    public void From_a_state_only_these_can_follow(string from, string to)
    {
        var state = Enum.Parse<DeliveryState>(from, ignoreCase: true);
        var legal = Enum.GetValues<DeliveryState>().Where(next => DeliveryTransitions.IsLegal(state, next));

        Assert.Equal(to.Split(' ', StringSplitOptions.RemoveEmptyEntries), legal.Select(next => next.ToString().ToLowerInvariant()));
        Assert.Equal(to.Length == 0, DeliveryTransitions.IsFinal(state));
    }

    [Theory]
    [InlineData("the usual way", "sent accepted playing finished", DeliveryState.Finished)]
    [InlineData("receipts doubled", "sent accepted accepted playing playing finished finished", DeliveryState.Finished)]
    [InlineData("receipts overtake each other", "playing accepted finished playing", DeliveryState.Finished)]
    [InlineData("the receipt before the acknowledgement", "accepted sent", DeliveryState.Accepted)]
    [InlineData("what is final stays", "rejected accepted playing finished", DeliveryState.Rejected)]
    [InlineData("a failure stays", "playing failed finished", DeliveryState.Failed)]
    [InlineData("only the end arrives", "finished", DeliveryState.Finished)]
    public void Receipts_lead_to(string story, string steps, DeliveryState expected)
    {
        var second = 1;
        foreach (var step in steps.Split(' '))
        {
            var before = State(1);
            if (step == "sent")
                _ledger.Delivered("b-1", 1, At(second));
            else
                Assert.Equal(RejectionReason.None, Receipt(1, Enum.Parse<DeliveryState>(step, ignoreCase: true), second));
            Assert.True(before == State(1) || DeliveryTransitions.IsLegal(before, State(1)), story);
            second++;
        }
        Assert.Equal(expected, State(1));
        Assert.Equal(DeliveryState.Queued, State(2));
    }

    [Fact]
    public void A_receipt_without_a_delivery_is_refused()
    {
        Assert.Equal(RejectionReason.UnknownBroadcast, Receipt(3, DeliveryState.Playing, 1));
        Assert.Equal(RejectionReason.UnknownBroadcast, _ledger.Apply(new Receipt("b-2", DeliveryState.Playing), 1, At(1)));
    }

    [Fact]
    public void Reason_and_seconds_are_kept()
    {
        _ledger.Apply(new Receipt("b-1", DeliveryState.Failed, "hết bộ nhớ", 3.5), 1, At(1));

        var row = _ledger.FindDelivery("b-1", 1)!;
        Assert.Equal(("hết bộ nhớ", 3.5, At(1)), (row.Reason, row.PlayedSeconds, row.ChangedAt.ToUnixTimeMilliseconds()));
    }

    [Fact]
    public void Nothing_begins_after_its_time()
    {
        _ledger.Delivered("b-1", 1, At(1));
        _ledger.Tick(At(599.999));
        Assert.Equal((DeliveryState.Sent, DeliveryState.Queued), (State(1), State(2)));

        _ledger.Tick(At(600));
        Assert.Equal((DeliveryState.Expired, DeliveryState.Expired), (State(1), State(2)));
        Assert.Empty(_ledger.WaitingFor(1));
        Assert.Equal(0, _ledger.ActiveCount);
    }

    [Fact]
    public void A_device_that_never_tells_the_end_has_failed_two_minutes_after_it()
    {
        Receipt(1, DeliveryState.Playing, 590);
        _ledger.Tick(At(600));
        _ledger.Tick(At(739.999));
        Assert.Equal(DeliveryState.Playing, State(1));

        _ledger.Tick(At(740));
        Assert.Equal((DeliveryState.Failed, "no receipt"), (State(1), _ledger.FindDelivery("b-1", 1)!.Reason));
    }

    [Theory]
    [InlineData("finished", DeliveryState.Finished)]
    [InlineData("playing finished", DeliveryState.Finished)]
    [InlineData("accepted playing finished", DeliveryState.Finished)]
    [InlineData("failed", DeliveryState.Failed)]
    [InlineData("cancelled", DeliveryState.Cancelled)]
    [InlineData("accepted", DeliveryState.Expired)]
    [InlineData("rejected", DeliveryState.Expired)]
    public void What_expired_in_silence_is_what_the_device_says_when_it_is_heard_again(string receipts, DeliveryState expected)
    {
        _ledger.Delivered("b-1", 1, At(1));
        _ledger.Tick(At(600));
        Assert.Equal((DeliveryState.Expired, 0), (State(1), _ledger.ActiveCount));
        var second = 900;
        foreach (var state in receipts.Split(' '))
            Receipt(1, Enum.Parse<DeliveryState>(state, ignoreCase: true), second++);
        Assert.Equal((expected, 0), (State(1), _ledger.ActiveCount));
        Assert.Equal(DeliveryState.Expired, State(2));
        Receipt(1, DeliveryState.Playing, second);
        Assert.True(DeliveryTransitions.IsFinal(State(1)) || expected == DeliveryState.Expired);
    }

    [Fact]
    public void What_plays_after_it_expired_in_silence_can_be_heard_cancelled_and_overdue()
    {
        _ledger.Tick(At(600));
        Assert.False(_ledger.Cancel("b-1", "thu", At(601)));
        Assert.True(_ledger.Observe(Seen("ok", 605)));
        Assert.Equal((DeliveryState.Playing, 1, 1), (State(1), _ledger.ActiveCount, _ledger.Counts("b-1")!.Heard));
        Assert.Empty(Waiting(1));
        Assert.True(_ledger.Cancel("b-1", "thu", At(610)));
        Assert.Equal([("b-1", true)], Waiting(1));
        Assert.Empty(Waiting(2));
        _ledger.Tick(At(755));
        Assert.Equal((DeliveryState.Failed, Delivery.NoReceipt), (State(1), _ledger.FindDelivery("b-1", 1)!.Reason));
        Assert.False(_ledger.Observe(Seen("ok", 756)));
        Receipt(1, DeliveryState.Cancelled, 800);
        Assert.Equal((DeliveryState.Cancelled, null), (State(1), _ledger.FindDelivery("b-1", 1)!.Reason));
    }

    [Fact]
    public void A_device_that_accepted_and_connects_anew_may_have_forgotten_it()
    {
        Receipt(1, DeliveryState.Accepted, 2);
        Assert.Equal([("b-1", false)], _ledger.WaitingFor(1, connected: true).Select(command => (command.Broadcast.Id, command.Cancel)));
        Receipt(1, DeliveryState.Playing, 3);
        Assert.Empty(_ledger.WaitingFor(1, connected: true));
    }

    [Fact]
    public void A_command_waits_until_the_device_answers()
    {
        Assert.Equal([("b-1", false)], Waiting(1));
        _ledger.Delivered("b-1", 1, At(1));
        Assert.Equal([("b-1", false)], Waiting(1));
        Receipt(1, DeliveryState.Accepted, 2);
        Assert.Empty(Waiting(1));
        Assert.Equal([("b-1", false)], Waiting(2));
        Assert.Empty(Waiting(3));
    }

    [Fact]
    public void A_cancel_is_for_everybody_also_for_who_is_not_known_to_have_the_command()
    {
        _ledger.Order(BroadcastSamples.Broadcast("b-2"), [Samples.Loudspeaker(1)], At(0));
        Receipt(1, DeliveryState.Playing, 1);

        Assert.True(_ledger.Cancel("b-1", "thu", At(2)));
        Assert.Equal((DeliveryState.Playing, DeliveryState.Queued), (State(1), State(2)));
        Assert.Equal([("b-1", true), ("b-2", false)], Waiting(1));
        Assert.Equal([("b-1", true)], Waiting(2));
        Assert.Equal("thu", _ledger.Find("b-1")!.CancelledBy);

        Receipt(1, DeliveryState.Cancelled, 3);
        Assert.Equal(DeliveryState.Cancelled, State(1));
        Assert.Equal([("b-2", false)], Waiting(1));
        Assert.False(_ledger.Cancel("b-1", "thu", At(4)));
        Assert.False(_ledger.Cancel("b-9", "thu", At(4)));
    }

    [Fact]
    public void A_device_that_never_answers_a_cancel_is_cancelled_when_the_time_is_over()
    {
        _ledger.Delivered("b-1", 1, At(1));
        _ledger.Cancel("b-1", "thu", At(2));
        Assert.Equal(DeliveryState.Sent, State(1));

        // What began at the last moment plays for 30 seconds, and has two minutes to say so.
        _ledger.Tick(At(600));
        _ledger.Tick(At(749.999));
        Assert.Equal((DeliveryState.Sent, DeliveryState.Queued), (State(1), State(2)));
        Assert.Equal([("b-1", true)], Waiting(1));
        _ledger.Tick(At(750));
        Assert.Equal((DeliveryState.Cancelled, DeliveryState.Cancelled), (State(1), State(2)));
        Assert.Equal(0, _ledger.ActiveCount);

        // It had played, and says so when it has a network again.
        Receipt(1, DeliveryState.Finished, 900);
        Assert.Equal((DeliveryState.Finished, null), (State(1), _ledger.FindDelivery("b-1", 1)!.Reason));
    }

    [Theory]
    [InlineData("nobody looked", "", null)]
    [InlineData("all agrees", "ok", true)]
    [InlineData("the line is open", "open", false)]
    [InlineData("the amplifier is off", "off", false)]
    [InlineData("the device can't tell", "unknown", null)]
    [InlineData("the amplifier warms up", "off ok", true)]
    [InlineData("the line breaks while it plays", "ok open", false)]
    [InlineData("what can't be told does not undo what was seen", "ok unknown", true)]
    public void Heard_is_what_telemetry_showed_while_it_played(string story, string seen, bool? heard)
    {
        Receipt(1, DeliveryState.Playing, 1);
        foreach (var word in seen.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            _ledger.Observe(Seen(word, 5));
        Receipt(1, DeliveryState.Finished, 40);
        _ledger.Observe(Seen("ok", 41));

        Assert.True(_ledger.FindDelivery("b-1", 1)!.Heard == heard, story);
        Assert.Equal(heard == true ? 1 : 0, _ledger.Counts("b-1")!.Heard);
    }

    [Fact]
    public void A_device_seen_playing_is_playing_even_if_its_receipt_was_lost()
    {
        Assert.True(_ledger.Observe(Seen("ok", 5)));
        Assert.Equal((DeliveryState.Playing, true), (State(1), _ledger.FindDelivery("b-1", 1)!.Heard));
        Assert.False(_ledger.Observe(Seen("ok", 6)));
        Assert.False(_ledger.Observe(Seen("ok", 6) with { BroadcastId = "b-unknown" }));
    }

    [Fact]
    public void Evidence_does_not_move_the_deadline_of_the_receipt()
    {
        Receipt(1, DeliveryState.Playing, 1);
        _ledger.Observe(Seen("ok", 30));
        _ledger.Observe(Seen("open", 100));
        _ledger.Tick(At(151));

        Assert.Equal(DeliveryState.Failed, State(1));
    }

    [Fact]
    public void Changed_rows_are_told_once()
    {
        Assert.Equal(2, _ledger.TakeChangedRows().Count);
        Assert.Equal(["b-1"], _ledger.TakeChangedBroadcasts().Select(broadcast => broadcast.Id));
        Receipt(2, DeliveryState.Accepted, 1);
        Receipt(2, DeliveryState.Playing, 2);

        Assert.Equal([(2, DeliveryState.Playing)], _ledger.TakeChangedRows().Select(row => (row.DeviceHandle, row.State)));
        Receipt(2, DeliveryState.Playing, 3);
        Assert.Empty(_ledger.TakeChangedRows());
        Assert.Empty(_ledger.TakeChangedBroadcasts());
    }

    [Fact]
    public void A_loaded_ledger_goes_on_as_if_nothing_happened()
    {
        Receipt(1, DeliveryState.Playing, 1);
        _ledger.Observe(Seen("ok", 2));
        var ledger = new BroadcastLedger();
        ledger.Load(_ledger.Find("b-1")!, _ledger.Deliveries("b-1")!);

        Assert.Equal(OrderOutcome.Known, ledger.Order(BroadcastSamples.Broadcast(), [], At(3)));
        Assert.Empty(ledger.TakeChangedRows());
        Assert.Single(ledger.WaitingFor(2));
        ledger.Tick(At(151));
        Assert.Equal((DeliveryState.Failed, true), (ledger.FindDelivery("b-1", 1)!.State, ledger.FindDelivery("b-1", 1)!.Heard));
    }

    [Fact]
    public void There_is_a_most_of_active_broadcasts_and_finished_ones_do_not_count()
    {
        var ledger = new BroadcastLedger();
        for (var i = 0; i < BroadcastLimits.ActiveMax; i++)
            Assert.Equal(OrderOutcome.Added, ledger.Order(BroadcastSamples.Broadcast($"b{i}"), [Samples.Loudspeaker(1)], At(0)));

        Assert.Equal(OrderOutcome.TooMany, ledger.Order(BroadcastSamples.Broadcast("more"), [Samples.Loudspeaker(1)], At(0)));
        ledger.Apply(new Receipt("b0", DeliveryState.Finished), 1, At(1));
        Assert.Equal(OrderOutcome.Added, ledger.Order(BroadcastSamples.Broadcast("more"), [Samples.Loudspeaker(1)], At(0)));
    }

    [Fact]
    public void Orders_outside_the_bounds_are_refused()
    {
        var good = BroadcastSamples.Broadcast("x");
        Broadcast[] bad =
        [
            good with { Id = "a b" },
            good with { Text = "" },
            good with { Text = new string('a', BroadcastLimits.TextCharactersMax + 1) },
            good with { Title = "" },
            good with { AudioSeconds = 0 },
            good with { AudioSeconds = double.NaN },
            good with { AudioSeconds = 1_801 },
            good with { VolumePercent = 101 },
            good with { ExpiresAt = good.CreatedAt },
            good with { ExpiresAt = good.CreatedAt.AddDays(8) },
        ];

        Assert.All(bad, broadcast => Assert.Equal(OrderOutcome.Invalid, _ledger.Order(broadcast, [], At(0))));
    }

    [Fact]
    public void A_broadcast_to_nobody_is_over_at_once()
    {
        _ledger.Order(BroadcastSamples.Broadcast("empty"), [], At(0));

        Assert.Equal(1, _ledger.ActiveCount);
        Assert.Equal(0, _ledger.Counts("empty")!.Total);
    }

    private static long At(double second) => Samples.Start + (long)(second * 1000);

    private static PlaybackObservation Seen(string word, double second) => word switch
    {
        "ok" => new(1, "b-1", true, true, At(second)),
        "open" => new(1, "b-1", false, true, At(second)),
        "off" => new(1, "b-1", true, false, At(second)),
        _ => new(1, "b-1", null, true, At(second)),
    };

    private RejectionReason Receipt(int handle, DeliveryState state, double second) =>
        _ledger.Apply(new Receipt("b-1", state), handle, At(second));

    private DeliveryState State(int handle) => _ledger.FindDelivery("b-1", handle)!.State;

    private IEnumerable<(string Id, bool Cancel)> Waiting(int handle) =>
        _ledger.WaitingFor(handle).Select(command => (command.Broadcast.Id, command.Cancel));
}
