namespace Ioc.Devices.Broadcasts;

/// <summary>
/// The legal steps of a delivery. Receipts may be lost or overtake each other, so a device may be anywhere ahead of what the ledger knows;
/// it never goes back, and what is final stays, but for what the centre only concluded from silence.
/// </summary>
public static class DeliveryTransitions
{
    public static bool IsFinal(DeliveryState state) =>
        state is DeliveryState.Rejected or DeliveryState.Finished or DeliveryState.Failed or DeliveryState.Expired or DeliveryState.Cancelled;

    public static bool IsLegal(DeliveryState from, DeliveryState to) => from switch
    {
        DeliveryState.Queued => to != DeliveryState.Queued,
        DeliveryState.Sent => to is not (DeliveryState.Queued or DeliveryState.Sent),
        DeliveryState.Accepted => to is DeliveryState.Playing || IsFinal(to),

        // What is being played can't be refused or expire any more.
        DeliveryState.Playing => to is DeliveryState.Finished or DeliveryState.Failed or DeliveryState.Cancelled,
        _ => false,
    };

    /// <summary>Steps from a state that nobody reported: the device's word, late as it is, says what people heard.</summary>
    public static bool IsLegalAfterSilence(DeliveryState concluded, DeliveryState to) =>
        to is DeliveryState.Finished or DeliveryState.Failed or DeliveryState.Cancelled
        || (to is DeliveryState.Playing && concluded is DeliveryState.Expired);
}
