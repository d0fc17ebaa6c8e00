namespace Ioc.Host.Proving;

/// <summary>
/// A checkpoint stores points first and state second; a crash between the two leaves operations.db behind telemetry.db. That is a moment of
/// milliseconds which no kill meets by chance, so it is made: operations.db is put back to what it was at an earlier kill. The journal after
/// that is replayed, and must neither store its points again nor raise its alerts again under other names.
/// </summary>
internal sealed class BehindScenario : IScenario
{
    private const int Devices = 6;
    private const int AcknowledgedBefore = 2_000;
    private const int AcknowledgedBetween = 4_000;

    /// <summary>A checkpoint comes every two seconds.</summary>
    private static readonly TimeSpan OneCheckpoint = TimeSpan.FromSeconds(5);

    public string Name => "behind";

    public string What => "the state a checkpoint behind the points, as a crash between the two leaves it";

    public string? Obstacle => null;

    public async Task RunAsync(Proof proof)
    {
        var aside = Directory.CreateTempSubdirectory("ioc-behind-").FullName;
        await using (var loaded = await LoadedServer.StartAsync(proof, Devices, TimeSpan.FromMilliseconds(2)))
        {
            var server = loaded.Server;
            loaded.BeginLoad();
            await loaded.WhenAcknowledgedAsync(AcknowledgedBefore);
            server.Kill();
            Copy(server.DataDirectory, aside);
            await server.StartAgainAsync();
            await loaded.WhenAcknowledgedAsync(AcknowledgedBetween);
            await proof.PauseAsync(OneCheckpoint);
            var shown = await loaded.ShownAlertsAsync();
            server.Kill();
            foreach (var file in Files(server.DataDirectory))
                File.Delete(file);
            Copy(aside, server.DataDirectory);
            await server.StartAgainAsync();
            await loaded.VerifyShownAsync(shown);
            await loaded.EndLoadAsync();
            proof.Tally.Count("behind", 1);
            await loaded.VerifyAsync();
        }

        Directory.Delete(aside, recursive: true);
    }

    /// <summary>operations.db with its write-ahead log: together they are one database.</summary>
    private static string[] Files(string directory) => Directory.GetFiles(directory, "operations.db*");

    private static void Copy(string from, string to)
    {
        foreach (var file in Files(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
