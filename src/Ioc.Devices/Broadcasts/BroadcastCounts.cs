namespace Ioc.Devices.Broadcasts;

/// <summary>How many deliveries of one broadcast are in each state, and how many were heard.</summary>
public sealed class BroadcastCounts
{
    private readonly int[] _byState = new int[(int)DeliveryState.Cancelled + 1];

    public int Heard { get; private set; }

    public int Total { get; private set; }

    public int this[DeliveryState state] => _byState[(int)state];

    /// <summary>Deliveries that may still change.</summary>
    public int Unfinished =>
        this[DeliveryState.Queued] + this[DeliveryState.Sent] + this[DeliveryState.Accepted] + this[DeliveryState.Playing];

    internal void Add(Delivery delivery) => Move(delivery, 1);

    internal void Remove(Delivery delivery) => Move(delivery, -1);

    private void Move(Delivery delivery, int by)
    {
        _byState[(int)delivery.State] += by;
        Total += by;
        Heard += delivery.Heard == true ? by : 0;
    }
}
