using Ioc.Host.Terminals;

namespace Ioc.Host.Proving.Access;

/// <summary>The trespasses that <c>ioc prove access</c> knows, in the order they are tried; each on the same server.</summary>
internal static class AccessChecks
{
    private static readonly IAccessCheck[] All =
    [
        // First: their restarts forget who guessed.
        new OutgoingCheck(),
        new ExpiryCheck(),
        new TimingCheck(),
        new MatrixCheck(),
        new HubCheck(),
        new StaleCredentialsCheck(),
        new ForgeryCheck(),
        // Before the guesses, which slow the address for a quarter of an hour.
        new FactorGuessingCheck(),
        new AuditFloodCheck(),
        new GuessingCheck(),
        new InjectionCheck(),
        new FormulaCheck(),
        new BodyCheck(),
        new DeviceTopicsCheck(),
        new CredentialTimingCheck(),
        new TamperingCheck(),
    ];

    public static IReadOnlyList<string> Names => [.. All.Select(check => check.Name)];

    public static async Task<int> RunAsync(Terminal terminal, IReadOnlySet<string> only, int guesses, CancellationToken cancellationToken)
    {
        var from = terminal.Time.GetTimestamp();
        var tally = new AccessTally();
        await using (var proof = await AccessProof.StartAsync(terminal, tally, guesses))
        {
            foreach (var check in All.Where(check => only.Count == 0 || only.Contains(check.Name)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                terminal.Say($"{check.Name}: {check.What}");
                await check.RunAsync(proof);
            }
        }

        foreach (var words in tally.Words)
            terminal.Complain(words);
        terminal.Out.WriteLine(tally.Line(terminal.Time.GetElapsedTime(from)));
        return tally.IsClean ? ExitCode.Ok : ExitCode.Failed;
    }
}
