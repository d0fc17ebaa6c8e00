namespace Ioc.Host.Simulation.Running;

/// <summary>
/// One wheel for all devices instead of a timer each: 20,000 timers cost the system more than 20,000 devices do. Each item has one due
/// tick; scheduling it again moves it. A due tick beyond the wheel's turn is shortened to it: the item is looked at early, which does no harm.
/// </summary>
internal sealed class TimerWheel
{
    private const int Slots = 1_024;

    private readonly List<int>[] _slots;
    private readonly long[] _dueTick;
    private readonly List<int> _due = [];
    private long _now = -1;

    public TimerWheel(int items)
    {
        _slots = new List<int>[Slots];
        for (var slot = 0; slot < Slots; slot++)
            _slots[slot] = [];
        _dueTick = new long[items];
        Array.Fill(_dueTick, -1);
    }

    public void Schedule(int item, long tick)
    {
        tick = Math.Clamp(tick, _now + 1, _now + Slots - 1);
        if (_dueTick[item] == tick)
            return;
        _dueTick[item] = tick;
        _slots[tick % Slots].Add(item);
    }

    /// <summary>Moves on to a tick; answers the items due until then, each once. The list is valid until the next call.</summary>
    public IReadOnlyList<int> Advance(long tick)
    {
        _due.Clear();
        // After a long pause one turn of the wheel finds everything.
        for (var at = Math.Max(_now + 1, tick - Slots + 1); at <= tick; at++)
        {
            var slot = _slots[at % Slots];
            foreach (var item in slot)
            {
                // An item that was moved since leaves its old entry behind; the entry is dropped here.
                if (_dueTick[item] < 0 || _dueTick[item] > tick)
                    continue;
                _dueTick[item] = -1;
                _due.Add(item);
            }

            slot.Clear();
        }

        _now = tick;
        return _due;
    }
}
