namespace Ioc.Host.Proving;

/// <summary>The disk of the journal runs full under load: nothing more is acknowledged, the centre says why, and goes on by itself when there is room.</summary>
internal sealed class FullJournalDiskScenario : IScenario
{
    private const int Devices = 12;
    private const int DiskMebibytes = 48;
    private const int LeftMebibytes = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Name => "journal-disk";

    public string What => "the journal's disk runs full";

    public string? Obstacle => SmallDisk.Obstacle();

    public async Task RunAsync(Proof proof)
    {
        var directory = Directory.CreateTempSubdirectory("ioc-full-").FullName;
        var journal = Directory.CreateDirectory(Path.Combine(directory, "journal")).FullName;
        using (var disk = SmallDisk.Mount(journal, DiskMebibytes))
        await using (var loaded = await LoadedServer.StartAsync(proof, Devices, TimeSpan.Zero, directory))
        {
            disk.Fill(LeftMebibytes);
            loaded.BeginLoad();
            var said = "";
            var named = await proof.UntilAsync(
                async () => await loaded.Server.ReadinessAsync() is (503, var text) && (said = text).Contains("No space left", StringComparison.OrdinalIgnoreCase), Patience);
            proof.Say($"journal disk full: /readyz says {said}");
            proof.Tally.MustBeNamed(named, $"journal disk full, and /readyz says only: {said}");
            disk.Free();
            proof.Tally.MustBeNamed(await loaded.AcknowledgesAgainAsync(Patience), "journal disk full: with room again nothing was acknowledged");
            await loaded.EndLoadAsync();
            proof.Tally.Count("full_disks", 1);
            await loaded.VerifyAsync();
            loaded.Server.Kill();
            await loaded.Server.StartAgainAsync();
            await loaded.VerifyStillAsync();
        }

        Directory.Delete(directory, recursive: true);
    }
}
