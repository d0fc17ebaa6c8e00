namespace Ioc.Host.Proving;

/// <summary>A real InfluxDB, killed and started again under load; in the end it must hold every message once.</summary>
internal sealed class InfluxScenario : IScenario
{
    private const int Devices = 6;
    private const int Outages = 2;
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(60);

    public string Name => "influx";

    public string What => "a real InfluxDB killed and restarted";

    public string? Obstacle => InfluxProcess.IsInstalled ? null : "influxd is not installed";

    public async Task RunAsync(Proof proof)
    {
        using var influx = new InfluxProcess();
        influx.Start();
        await using var loaded = await LoadedServer.StartAsync(
            proof, Devices, TimeSpan.FromMilliseconds(5), null, "--telemetry", $"influx://127.0.0.1:{influx.Port}/prove");
        loaded.BeginLoad();
        for (var outage = 0; outage < Outages; outage++)
        {
            await loaded.WhenAcknowledgedAsync(2_000);
            influx.Kill();
            await proof.PauseAsync(Outage);
            influx.Start();
        }

        await loaded.WhenAcknowledgedAsync(1_000);
        await loaded.EndLoadAsync();
        IReadOnlyDictionary<string, IReadOnlyList<int>> held = new Dictionary<string, IReadOnlyList<int>>();
        await proof.UntilAsync(
            async () => (held = await influx.HoldsAsync()) is { Count: Devices } && loaded.Devices.All(device => held[device.Id].Count >= device.Acknowledged), DrainPatience);
        proof.Tally.Count("influx_kills", Outages);
        await loaded.VerifyAsync();
        Compare(proof, loaded, held);
    }

    private static void Compare(Proof proof, LoadedServer loaded, IReadOnlyDictionary<string, IReadOnlyList<int>> held)
    {
        long lost = 0;
        long doubled = 0;
        foreach (var device in loaded.Devices)
        {
            var seqs = SeqSet.Of(held.GetValueOrDefault(device.Id, []), device.Acknowledged, device.Sent);
            (lost, doubled) = (lost + seqs.Lost, doubled + seqs.Doubled);
        }

        proof.Tally.AddStore("InfluxDB", lost, doubled);
    }
}
