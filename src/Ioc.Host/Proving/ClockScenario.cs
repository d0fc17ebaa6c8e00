using System.Globalization;

namespace Ioc.Host.Proving;

/// <summary>
/// The wall clock jumps an hour ahead and back under load. A process can't be told another time by asking it nicely, so this needs libfaketime,
/// which reads the offset from a file that is changed while the server runs; without it the seeded simulation of the tests covers clock jumps.
/// </summary>
internal sealed class ClockScenario : IScenario
{
    private const int Devices = 6;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(4);
    private static readonly string[] Places =
    [
        "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/faketime/libfaketimeMT.so.1",
    ];

    public string Name => "clock";

    public string What => "the wall clock jumps an hour ahead and back";

    public string? Obstacle => Library is null ? "libfaketime is not installed; the month's simulation in tests/Ioc.Silo.Tests jumps the clock" : null;

    private static string? Library => Array.Find(Places, File.Exists);

    public async Task RunAsync(Proof proof)
    {
        var offset = Path.GetTempFileName();
        await File.WriteAllTextAsync(offset, "+0");
        var environment = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = Library!, ["FAKETIME_TIMESTAMP_FILE"] = offset, ["FAKETIME_NO_CACHE"] = "1", ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        };
        await using (var loaded = await LoadedServer.StartAsync(proof, Devices, TimeSpan.FromMilliseconds(5), environment))
        {
            loaded.BeginLoad();
            foreach (var hours in (int[])[0, 1, 0, -1, 0])
            {
                await File.WriteAllTextAsync(offset, string.Create(CultureInfo.InvariantCulture, $"{hours * 3600:+0;-0;+0}"));
                await loaded.WhenAcknowledgedAsync(500);
                await proof.PauseAsync(Settling);
            }

            await loaded.EndLoadAsync();
            proof.Tally.Count("clock_jumps", 4);
            proof.Tally.MustBeNamed(loaded.Server.Output.Contains("The clock stood still or jumped", StringComparison.Ordinal), "clock: the log does not say that it jumped");
            var offline = await loaded.Server.GetAsync("/api/v1/alerts?condition=offline&pageSize=1");
            proof.Tally.MustBeNamed((int)offline["total"]! == 0, $"clock: {offline["total"]} devices were called offline");
            await loaded.VerifyAsync();
        }

        File.Delete(offset);
    }
}
