namespace Ioc.Host.Proving;

/// <summary>
/// The time-series server killed and restarted, hanging, answering 500 and 429, storing half of a request, refusing single points, and all of
/// it while the centre itself is killed too. In the end it must hold every message once; exactly the points that it refused are missing.
/// </summary>
internal sealed class StoreFaultsScenario : IScenario
{
    private const int Devices = 6;

    /// <summary>Long enough for the forwarder to meet the fault with its retries and to say so.</summary>
    private static readonly TimeSpan SayPatience = TimeSpan.FromSeconds(30);

    /// <summary>The forwarder asks a server that was away every 5 s, and its circuit may be open for some more.</summary>
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan HangTime = TimeSpan.FromSeconds(3);

    public string Name => "store";

    public string What => "the time-series server killed, hanging, answering 500 and 429, storing half, refusing points";

    public string? Obstacle => null;

    /// <summary>Two seconds of a device's messages: more than can be on their way when the refusing begins.</summary>
    private const int MessagesAhead = 400;

    public async Task RunAsync(Proof proof)
    {
        using var store = new LineServer();
        store.Start();
        await using var loaded = await LoadedServer.StartAsync(
            proof, Devices, TimeSpan.FromMilliseconds(5), null, "--telemetry", $"influx://127.0.0.1:{store.Port}/prove");
        loaded.BeginLoad();
        await loaded.WhenAcknowledgedAsync(1_000);
        await KilledAsync(proof, loaded, store);
        foreach (var fault in (LineServerFault[])[LineServerFault.Error, LineServerFault.TooMany])
            await AnsweringAsync(proof, loaded, store, fault);
        await StruckAsync(proof, store, LineServerFault.Half);
        store.Misbehave(LineServerFault.Hang);
        await proof.UntilAsync(() => Task.FromResult(store.Struck > 0), SayPatience);
        await proof.PauseAsync(HangTime);
        // It hangs, and the centre dies meanwhile: what was sent is sent again.
        loaded.Server.Kill();
        await loaded.Server.StartAgainAsync();
        store.RefuseOne(loaded.Devices.Max(device => device.Acknowledged) + MessagesAhead);
        await proof.UntilAsync(() => Task.FromResult(loaded.Devices.All(device => device.Acknowledged > store.RefusedSeq)), DrainPatience);
        await loaded.EndLoadAsync();
        await DrainedAsync(proof, loaded, store);
        await loaded.VerifyAsync();
        Compare(proof, loaded, store);
    }

    private static async Task KilledAsync(Proof proof, LoadedServer loaded, LineServer store)
    {
        store.Kill();
        await MustSayAsync(proof, loaded, "killed");
        store.Start();
        await BackAsync(proof, loaded, "killed");
        proof.Tally.Count("store_faults", 1);
    }

    private static async Task AnsweringAsync(Proof proof, LoadedServer loaded, LineServer store, LineServerFault fault)
    {
        await StruckAsync(proof, store, fault);
        await MustSayAsync(proof, loaded, fault == LineServerFault.Error ? "500" : "429");
        store.Misbehave(LineServerFault.None);
        await BackAsync(proof, loaded, fault.ToString());
    }

    private static async Task StruckAsync(Proof proof, LineServer store, LineServerFault fault)
    {
        store.Misbehave(fault);
        proof.Tally.MustBeNamed(await proof.UntilAsync(() => Task.FromResult(store.Struck > 0), SayPatience), $"store: nothing was sent to a server with {fault}");
        proof.Tally.Count("store_faults", 1);
    }

    private static async Task MustSayAsync(Proof proof, LoadedServer loaded, string fault)
    {
        var said = "";
        var named = await proof.UntilAsync(
            async () => (said = (await loaded.Server.ReadinessAsync()).Text).Contains("telemetry waits", StringComparison.Ordinal)
                && (!char.IsAsciiDigit(fault[0]) || said.Contains(fault, StringComparison.Ordinal)),
            SayPatience);
        proof.Say($"store {fault}: /readyz says {said}");
        proof.Tally.MustBeNamed(named, $"store: {fault}, and /readyz says only: {said}");
    }

    private static async Task BackAsync(Proof proof, LoadedServer loaded, string fault)
    {
        var back = await proof.UntilAsync(async () => !(await loaded.Server.ReadinessAsync()).Text.Contains("waits", StringComparison.Ordinal), DrainPatience);
        proof.Tally.MustBeNamed(back, $"store: after {fault} telemetry did not flow again");
    }

    private static async Task DrainedAsync(Proof proof, LoadedServer loaded, LineServer store)
    {
        var drained = await proof.UntilAsync(
            () => Task.FromResult(loaded.Devices.All(device => store.Holds(device.Id).Seqs.Count >= device.Acknowledged - 1)), DrainPatience);
        if (!drained)
            proof.Say("store: not drained in time: " + string.Join(
                ", ", loaded.Devices.Select(device => $"{device.Id} {device.Acknowledged} acknowledged, {store.Holds(device.Id).Seqs.Count} held")) + "; " + (await loaded.Server.ReadinessAsync()).Text);
    }

    private static void Compare(Proof proof, LoadedServer loaded, LineServer store)
    {
        long lost = 0;
        long doubled = 0;
        foreach (var device in loaded.Devices)
        {
            var (messages, seqs) = store.Holds(device.Id);
            lost += Enumerable.Range(1, device.Acknowledged).Count(seq => seq != store.RefusedSeq && !seqs.Contains(seq));
            doubled += messages - seqs.Count;
        }

        proof.Tally.Count("store_refused", store.Refused);
        proof.Tally.MustBeNamed(store.Refused > 0, "store: no point was refused, so the partial write was not tried");
        proof.Tally.AddStore("the time-series server", lost, doubled);
        proof.Tally.MustBeNamed(
            store.Refused == 0 || loaded.Server.Output.Contains("partial write", StringComparison.Ordinal), "store: the log does not name the refused points");
    }
}
