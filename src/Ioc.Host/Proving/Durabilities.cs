using Ioc.Host.Terminals;

namespace Ioc.Host.Proving;

/// <summary>Every fault of <c>ioc prove durability</c>, in the order they are tried.</summary>
internal static class Durabilities
{
    private static readonly IReadOnlyList<IScenario> All =
    [
        new KillScenario(), new BehindScenario(), new TornWriteScenario(), new StoreFaultsScenario(), new InfluxScenario(), new FullJournalDiskScenario(),
        new FullStoreDiskScenario(), new ClockScenario(), new TwoProcessesScenario(),
    ];

    public static IReadOnlyList<string> Names => [.. All.Select(scenario => scenario.Name)];

    public static async Task<int> RunAsync(Terminal terminal, int seed, int kills, IReadOnlySet<string> wanted, CancellationToken cancellationToken)
    {
        var started = terminal.Time.GetTimestamp();
        var tally = new Tally();
        foreach (var scenario in All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!wanted.Contains(scenario.Name))
            {
                tally.LeftOut(scenario.Name);
                continue;
            }

            if (scenario.Obstacle is { } obstacle)
            {
                terminal.Say($"{scenario.Name}: not tried: {obstacle}");
                tally.NotTried(scenario.Name);
                continue;
            }

            terminal.Say($"{scenario.Name}: {scenario.What} …");
            var wrongBefore = tally.Words.Count;
            await RunOneAsync(scenario, new Proof(terminal, tally, seed, kills));
            foreach (var words in tally.Words.Skip(wrongBefore))
                terminal.Complain("  " + words);
            terminal.Say($"{scenario.Name}: {(tally.Words.Count == wrongBefore ? "nothing lost, nothing doubled" : "WRONG")}, {terminal.Time.GetElapsedTime(started).TotalSeconds:F0} s since the start");
        }

        terminal.Out.WriteLine(tally.Line(seed, terminal.Time.GetElapsedTime(started)));
        if (tally.IsClean && tally.Untried is { Count: > 0 } untried)
            terminal.Complain($"Not proved: {string.Join(", ", untried)} could not be tried here. Make it possible, or leave it out with --without {string.Join(',', untried)}.");
        return tally.IsProved ? ExitCode.Ok : ExitCode.Failed;
    }

    /// <summary>A scenario that can't go on has proved nothing: that counts, and the others are still tried.</summary>
    private static async Task RunOneAsync(IScenario scenario, Proof proof)
    {
        try
        {
            await scenario.RunAsync(proof);
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException or InvalidOperationException or TimeoutException)
        {
            proof.Tally.MustBeNamed(false, $"{scenario.Name} ended early: {fault.Message}");
        }
    }
}
