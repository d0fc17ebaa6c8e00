namespace Ioc.EndToEnd.Tests;

/// <summary>A backup of a server under load, restored and started from.</summary>
public sealed class BackupTests : IDisposable
{
    private const int Devices = 8;
    /// <summary>As many as a device has in flight: more are not sent in their order.</summary>
    private const int SentLater = 8;

    private readonly string _directory = Directory.CreateTempSubdirectory("ioc-backup-").FullName;

    [Fact]
    public async Task What_was_acknowledged_before_a_backup_began_is_in_the_centre_restored_from_it_once()
    {
        var (said, restored) = await BackUpUnderLoadAsync(_ => Task.CompletedTask, (_, _, _) => Task.CompletedTask);
        Assert.DoesNotContain("time-series server", said, StringComparison.Ordinal);
        Assert.DoesNotContain("time-series server", restored, StringComparison.Ordinal);
    }

    public static bool Missing => !InfluxProcess.IsInstalled;

    /// <summary>The restored centre goes on where its mark says, against a server that is ahead of it.</summary>
    [Fact(Skip = "influxdb is not installed", SkipWhen = nameof(Missing))]
    public async Task A_centre_restored_beside_the_same_InfluxDB_loses_and_doubles_nothing_there_and_what_no_backup_holds_is_said()
    {
        using var influx = new InfluxProcess();
        influx.Start();
        var (said, restored) = await BackUpUnderLoadAsync(
            async devices =>
            {
                // After the backup too: what it holds in its journal is then in InfluxDB already, and comes there once more.
                var acknowledged = devices.Select(device => device.Acknowledged).ToList();
                await UntilAsync(async () =>
                {
                    var held = await influx.HoldsAsync();
                    return [.. devices.Zip(acknowledged).Where(one => Enumerable.Range(1, one.Second).Except(held.GetValueOrDefault(one.First.Id, [])).Any())
                        .Select(one => $"{one.First.Id}: InfluxDB does not hold everything yet")];
                });
            },
            async (server, devices, acknowledgedBefore) =>
            {
                var sentBefore = devices.Select(device => device.Sent).ToList();
                foreach (var device in devices)
                {
                    await device.ConnectAsync(server.MqttPort);
                    await device.SendAsync(SentLater);
                }

                // Rows are sent in order: with the last messages there, everything is.
                await UntilAsync(async () =>
                {
                    var held = await influx.HoldsAsync();
                    return [.. devices.Zip(acknowledgedBefore, sentBefore).Select(one => Wrong(one.First.Id, one.Second, one.Third, held.GetValueOrDefault(one.First.Id, []))).OfType<string>()];
                });
            },
            "--telemetry", $"influx://127.0.0.1:{influx.Port}/prove");
        Assert.Contains("NOT in this backup", said, StringComparison.Ordinal);
        Assert.Contains("start it with the same --telemetry", restored, StringComparison.Ordinal);
    }

    private static string? Wrong(string id, int acknowledgedBefore, int sentBefore, IReadOnlyList<int> held)
    {
        // What the killed server took after the backup may be there or not; nothing may be there twice.
        var later = Enumerable.Range(sentBefore + 1, SentLater).Except(held).Count();
        var twice = held.CountBy(seq => seq).Count(seq => seq.Value > 1);
        var lost = Enumerable.Range(1, acknowledgedBefore).Except(held).Count();
        return later + twice + lost == 0 ? null : $"{id}: in InfluxDB {later} of what was sent after the restoration are missing, {lost} of what was acknowledged before the backup, and {twice} are doubled";
    }

    /// <summary>Answers what the two commands said.</summary>
    /// <param name="aroundBackup">Waited for before and after it, while the load goes on.</param>
    /// <param name="afterRestoration">What is done with the restored server, the same devices, and what was acknowledged to each before.</param>
    /// <param name="arguments">Of both servers.</param>
    private async Task<(string Backup, string Restoration)> BackUpUnderLoadAsync(
        Func<IReadOnlyList<LoadDevice>, Task> aroundBackup, Func<ChildServer, IReadOnlyList<LoadDevice>, IReadOnlyList<int>, Task> afterRestoration, params string[] arguments)
    {
        arguments = ["--no-demo", "--mqtt-quota-per-second", "0", .. arguments];
        await using var server = await ChildServer.StartAsync(arguments);
        await SmallProvince.RegisterUnitsAsync(server);
        var ids = Enumerable.Range(0, Devices).Select(index => $"kept-{index}").ToArray();
        var credentials = await SmallProvince.RegisterAsync(server, [.. ids.Select(id => SmallProvince.Loudspeaker(id, periodSeconds: 3600))]);
        var from = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var load = new AckedLoad();
        var devices = ids.Select(id => new LoadDevice(id, credentials[id], load, TimeProvider.System)).ToList();
        await Task.WhenAll(devices.Select(device => device.ConnectAsync(server.MqttPort)));
        var runs = devices.Select(device => device.RunAsync()).ToList();
        await load.WhenAcknowledgedAsync(4_000);
        await aroundBackup(devices);

        var acknowledgedBefore = devices.Select(device => device.Acknowledged).ToList();
        var (code, saidAtBackup) = await ChildServer.RunAsync("backup", In("copy"), "--data", server.DataDirectory);
        Assert.True(code == 0, saidAtBackup);
        Assert.All(devices.Zip(acknowledgedBefore), pair => Assert.True(pair.First.Acknowledged > pair.Second, "the load stood still during the backup"));
        await aroundBackup(devices);
        server.Kill();
        await Task.WhenAll(runs);

        (code, var saidAtRestoration) = await ChildServer.RunAsync("restore", In("copy"), "--data", In("restored"));
        Assert.True(code == 0, saidAtRestoration);
        await using var restored = await ChildServer.StartOnAsync(In("restored"), arguments);
        // What the journal holds of the last seconds is stored while an export and a chart are asked for: they agree once it is.
        await UntilAsync(async () =>
        {
            var wrong = new List<string>();
            foreach (var (device, before) in devices.Zip(acknowledgedBefore))
                wrong.AddRange((await StoredRun.OfAsync(restored, device.Id, before, device.Sent, from)).Words);
            return wrong;
        });
        await afterRestoration(restored, devices, acknowledgedBefore);
        foreach (var device in devices)
            await device.DisposeAsync();
        return (saidAtBackup, saidAtRestoration);
    }

    private static async Task UntilAsync(Func<Task<IReadOnlyList<string>>> wrongNow)
    {
        IReadOnlyList<string> wrong;
        var attempts = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        do
            wrong = await wrongNow();
        while (wrong.Count > 0 && ++attempts < 40 && await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_backup_with_one_wrong_byte_is_refused_and_nothing_is_made()
    {
        await using (var server = await ChildServer.StartAsync("--no-demo"))
            Assert.Equal(0, (await ChildServer.RunAsync("backup", In("copy"), "--data", server.DataDirectory)).ExitCode);
        var victim = Path.Combine(In("copy"), "operations.db");
        var bytes = await File.ReadAllBytesAsync(victim);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(victim, bytes);

        var (code, said) = await ChildServer.RunAsync("restore", In("copy"), "--data", In("restored"));
        Assert.Equal(1, code);
        Assert.Contains("operations.db", said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(In("restored")));
    }

    [Fact]
    public async Task Neither_command_writes_where_something_is()
    {
        await using var server = await ChildServer.StartAsync("--no-demo");
        var (code, said) = await ChildServer.RunAsync("backup", server.DataDirectory, "--data", server.DataDirectory);
        Assert.Equal(1, code);
        Assert.Contains("not empty", said, StringComparison.Ordinal);
        await ChildServer.RunAsync("backup", In("copy"), "--data", server.DataDirectory);
        (code, said) = await ChildServer.RunAsync("restore", In("copy"), "--data", server.DataDirectory);
        Assert.Equal(1, code);
        Assert.Contains("not empty", said, StringComparison.Ordinal);
        (code, said) = await ChildServer.RunAsync("restore", server.DataDirectory, "--data", In("restored"));
        Assert.Equal(1, code);
        Assert.Contains("no whole backup", said, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private string In(string name) => Path.Combine(_directory, name);
}
