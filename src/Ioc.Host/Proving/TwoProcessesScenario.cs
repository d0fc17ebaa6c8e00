namespace Ioc.Host.Proving;

/// <summary>A second process on the same data directory refuses to start and says why; the first does not notice.</summary>
internal sealed class TwoProcessesScenario : IScenario
{
    private const int Devices = 4;

    public string Name => "two";

    public string What => "two processes on one data directory";

    public string? Obstacle => null;

    public async Task RunAsync(Proof proof)
    {
        await using var loaded = await LoadedServer.StartAsync(proof, Devices, TimeSpan.FromMilliseconds(1));
        loaded.BeginLoad();
        await loaded.WhenAcknowledgedAsync(100);
        var (code, said) = await ChildServer.RunAsync("serve", "--port", "0", "--mqtt-port", "0", "--data", loaded.Server.DataDirectory);
        proof.Say($"two: {said.Trim()}");
        proof.Tally.MustBeNamed(
            code == ExitCode.Failed && said.Contains("Another ioc uses", StringComparison.Ordinal), $"two: the second process ended with {code} and said: {said}");
        await loaded.AcknowledgesAgainAsync(TimeSpan.FromSeconds(10));
        await loaded.EndLoadAsync();
        proof.Tally.Count("second_processes", 1);
        await loaded.VerifyAsync();
    }
}
