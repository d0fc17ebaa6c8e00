namespace Ioc.Host.Proving;

/// <summary>
/// <c>kill -9</c> at random moments: under load after a random number of acknowledgements, and, every fifth time, while the next life is still
/// starting, which may be in the middle of a replay.
/// </summary>
internal sealed class KillScenario : IScenario
{
    private const int Devices = 12;
    private const int AcknowledgedMin = 20;
    private const int AcknowledgedMax = 2_500;

    /// <summary>A start takes about a second: some of these kills come before it is ready, some just after.</summary>
    private const int StartMillisecondsMax = 1_200;

    public string Name => "kill";

    public string What => "kill -9 of the server at random moments";

    public string? Obstacle => null;

    public async Task RunAsync(Proof proof)
    {
        await using var loaded = await LoadedServer.StartAsync(proof, Devices, TimeSpan.Zero);
        loaded.BeginLoad();
        var server = loaded.Server;
        for (var kill = 1; kill <= proof.Kills; kill++)
        {
            if (kill % 5 == 0)
            {
                server.Launch();
                await proof.PauseAsync(TimeSpan.FromMilliseconds(proof.Random.Next(StartMillisecondsMax)));
                server.Kill();
                server.Launch();
                await server.WhenReadyAsync();
                continue;
            }

            await loaded.WhenAcknowledgedAsync(proof.Random.Next(AcknowledgedMin, AcknowledgedMax));
            var shown = kill % 5 == 2 ? await loaded.ShownAlertsAsync() : [];
            server.Kill();
            if (kill % 5 != 4)
                await server.StartAgainAsync();
            await loaded.VerifyShownAsync(shown);
            if (kill % 10 == 1)
                proof.Say($"killed {kill} times, {loaded.Acknowledged:N0} acknowledged");
        }

        if (proof.Kills % 5 == 4)
            await server.StartAgainAsync();
        await loaded.EndLoadAsync();
        proof.Tally.Count("kills", proof.Kills);
        await loaded.VerifyAsync();
        proof.Tally.MustBeNamed(server.Output.Contains("entries replayed", StringComparison.Ordinal), "kill: no start said what it replayed");
    }
}
