namespace Ioc.Host.Terminals;

/// <summary>One line every few seconds: enough to see in a log that work moves, without filling it.</summary>
internal sealed class PlainProgress(Terminal terminal, string title, long totalAtFirst) : IProgressMark
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private long _total = totalAtFirst;
    private long _done;
    private long _saidAt = terminal.Time.GetTimestamp();

    public void Advance(long count)
    {
        lock (_gate)
        {
            _done += count;
            if (terminal.Time.GetElapsedTime(_saidAt) < Interval)
            {
                return;
            }

            _saidAt = terminal.Time.GetTimestamp();
            terminal.Say($"{title}: {_done:N0} of {_total:N0}");
        }
    }

    public void Expect(long total)
    {
        lock (_gate)
        {
            _total = total;
        }
    }
}
