using FsCheck;
using FsCheck.Fluent;
using Ioc.Devices.Broadcasts;
using Ioc.Devices.Twins;

namespace Ioc.Devices.Tests.Broadcasts;

public class LedgerPropertyTests
{
    [Fact]
    public void Whatever_happens_rows_take_legal_steps_and_the_counts_agree() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Gen.Choose(0, 9_999).ArrayOf().ToArbitrary(), steps =>
        {
            var ledger = new BroadcastLedger();
            var second = 0;
            ledger.Order(BroadcastSamples.Broadcast("b-0"), [Samples.Loudspeaker(1), Samples.Loudspeaker(2)], Samples.Start);
            ledger.Order(BroadcastSamples.Broadcast("b-1"), [Samples.Loudspeaker(2), Samples.Loudspeaker(3)], Samples.Start);
            foreach (var step in steps)
            {
                var before = Rows(ledger).ToDictionary(row => (row.BroadcastId, row.DeviceHandle));
                second += step % 40;
                Step(ledger, step, Samples.Start + (second * 1000L));
                foreach (var row in Rows(ledger))
                {
                    var earlier = before[(row.BroadcastId, row.DeviceHandle)];
                    Assert.True(
                        earlier.State == row.State
                        || (earlier.IsConcluded ? DeliveryTransitions.IsLegalAfterSilence(earlier.State, row.State) : DeliveryTransitions.IsLegal(earlier.State, row.State)));
                    Assert.True(!DeliveryTransitions.IsFinal(earlier.State) || earlier.IsConcluded || earlier == row);
                }
                Assert.Equal(Rows(ledger).Count(row => !DeliveryTransitions.IsFinal(row.State)), Open(ledger));
                Assert.Equal(Rows(ledger).Count(row => row.Heard == true), ledger.Counts("b-0")!.Heard + ledger.Counts("b-1")!.Heard);
            }
            ledger.Tick(Samples.Start + (100_000 * 1000L));
            ledger.Tick(Samples.Start + (200_000 * 1000L));
            Assert.Equal(0, ledger.ActiveCount);
            Assert.Empty(ledger.WaitingFor(2));
        }));

    private static IEnumerable<Delivery> Rows(BroadcastLedger ledger) => ledger.Deliveries("b-0")!.Concat(ledger.Deliveries("b-1")!);

    private static int Open(BroadcastLedger ledger) => ledger.Counts("b-0")!.Unfinished + ledger.Counts("b-1")!.Unfinished;

    private static void Step(BroadcastLedger ledger, int step, long nowMs)
    {
        var id = $"b-{step % 2}";
        var handle = (step / 2 % 3) + 1;
        switch (step / 10 % 10)
        {
            case < 5:
                ledger.Apply(new Receipt(id, (DeliveryState)((step / 100 % 7) + 3)), handle, nowMs);
                break;
            case 5:
                ledger.Delivered(id, handle, nowMs);
                break;
            case 6 when step % 7 == 0:
                ledger.Cancel(id, "thu", nowMs);
                break;
            case 7:
                ledger.Observe(new PlaybackObservation(handle, id, step % 3 == 0, step % 5 != 0, nowMs));
                break;
            default:
                ledger.Tick(nowMs);
                break;
        }
    }
}
