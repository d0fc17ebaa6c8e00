using Ioc.Host.Terminals;

namespace Ioc.Host.Proving;

/// <summary>What a scenario works with.</summary>
internal sealed class Proof(Terminal terminal, Tally tally, int seed, int kills)
{
    public Tally Tally { get; } = tally;

    /// <summary>Each scenario's own, so that leaving one out does not change another.</summary>
    public Random Random { get; } = new(seed);

    public int Kills { get; } = kills;

    public TimeProvider Time => terminal.Time;

    public void Say(string line) => terminal.Say("  " + line);

    public Task PauseAsync(TimeSpan pause) => Task.Delay(pause, Time);

    /// <summary>Asks until it is so: the server is a process of its own and tells nobody. False: not within the time.</summary>
    public async Task<bool> UntilAsync(Func<Task<bool>> isSo, TimeSpan patience)
    {
        var from = Time.GetTimestamp();
        while (true)
        {
            if (await isSo())
                return true;
            if (Time.GetElapsedTime(from) > patience)
                return false;
            await PauseAsync(TimeSpan.FromMilliseconds(100));
        }
    }
}
