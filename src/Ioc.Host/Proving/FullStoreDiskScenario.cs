namespace Ioc.Host.Proving;

/// <summary>
/// The disk of the databases runs full under load, the journal's does not: everything is acknowledged as before, checkpoints wait, also across a
/// kill -9, and with room again everything is stored.
/// </summary>
internal sealed class FullStoreDiskScenario : IScenario
{
    private const int Devices = 12;
    private const int DiskMebibytes = 64;
    private const int LeftMebibytes = 1;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Name => "sqlite-disk";

    public string What => "the databases' disk runs full";

    public string? Obstacle => SmallDisk.Obstacle();

    public async Task RunAsync(Proof proof)
    {
        var directory = Directory.CreateTempSubdirectory("ioc-full-").FullName;
        var elsewhere = Directory.CreateTempSubdirectory("ioc-journal-").FullName;
        using (var disk = SmallDisk.Mount(directory, DiskMebibytes))
        {
            Directory.CreateSymbolicLink(Path.Combine(directory, "journal"), elsewhere);
            await using var loaded = await LoadedServer.StartAsync(proof, Devices, TimeSpan.Zero, directory);
            disk.Fill(LeftMebibytes);
            loaded.BeginLoad();
            var named = await proof.UntilAsync(
                () => Task.FromResult(loaded.Server.Output.Contains("A store refused checkpoint", StringComparison.Ordinal)
                    && loaded.Server.Output.Contains("disk is full", StringComparison.Ordinal)),
                Patience);
            proof.Tally.MustBeNamed(named, "databases' disk full: the log does not say that a store refused because of it");
            proof.Tally.MustBeNamed(await loaded.AcknowledgesAgainAsync(Patience), "databases' disk full: messages were no longer acknowledged");
            await loaded.WhenAcknowledgedAsync(10_000);
            disk.Free();
            loaded.Server.Kill();
            await loaded.Server.StartAgainAsync();
            await loaded.EndLoadAsync();
            proof.Tally.Count("full_disks", 1);
            await loaded.VerifyAsync();
        }

        Directory.Delete(directory, recursive: true);
        Directory.Delete(elsewhere, recursive: true);
    }
}
