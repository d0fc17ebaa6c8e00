namespace Ioc.Dashboard.Live;

/// <summary>One connection's subscriptions, at most one per slot. A disconnect may overtake a running Subscribe, hence the lock and the end.</summary>
internal sealed class LiveSeats
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LiveSeat> _seats = new(StringComparer.Ordinal);
    private bool _closed;

    public async Task TakeAsync(string slot, LiveSeat seat)
    {
        LiveSeat? former;
        lock (_gate)
        {
            _seats.Remove(slot, out former);
            if (!_closed) _seats.Add(slot, seat);
        }

        if (former is not null) await former.LeaveAsync();
        if (_closed) await seat.LeaveAsync();
    }

    public async Task LeaveAsync(string slot)
    {
        LiveSeat? seat;
        lock (_gate) _seats.Remove(slot, out seat);
        if (seat is not null) await seat.LeaveAsync();
    }

    public async Task CloseAsync()
    {
        LiveSeat[] seats;
        lock (_gate)
        {
            _closed = true;
            seats = [.. _seats.Values];
            _seats.Clear();
        }

        foreach (LiveSeat seat in seats) await seat.LeaveAsync();
    }
}
