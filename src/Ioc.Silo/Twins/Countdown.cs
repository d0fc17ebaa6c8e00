namespace Ioc.Silo.Twins;

/// <summary>Waits until everybody signalled; once. Nothing to dispose, one small object per batch.</summary>
internal sealed class Countdown(int count)
{
    private readonly object _gate = new();
    private int _missing = count;

    public void Signal()
    {
        lock (_gate)
        {
            if (--_missing == 0)
                Monitor.PulseAll(_gate);
        }
    }

    public void Wait()
    {
        lock (_gate)
        {
            while (_missing > 0)
                Monitor.Wait(_gate);
        }
    }
}
