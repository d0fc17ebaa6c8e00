namespace Ioc.EndToEnd.Tests;

/// <summary>A backup of a server under load, restored and started from.</summary>
public sealed class BackupTests : IDisposable
{
    private const int Devices = 8;

    private readonly string _directory = Directory.CreateTempSubdirectory("ioc-backup-").FullName;

    [Fact]
    public async Task What_was_acknowledged_before_a_backup_began_is_in_the_centre_restored_from_it_once()
    {
        await using var server = await ChildServer.StartAsync("--no-demo", "--mqtt-quota-per-second", "0");
        await SmallProvince.RegisterUnitsAsync(server);
        var ids = Enumerable.Range(0, Devices).Select(index => $"kept-{index}").ToArray();
        var credentials = await SmallProvince.RegisterAsync(server, [.. ids.Select(id => SmallProvince.Loudspeaker(id, periodSeconds: 3600))]);
        var from = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var load = new AckedLoad();
        var devices = ids.Select(id => new LoadDevice(id, credentials[id], load, TimeProvider.System)).ToList();
        await Task.WhenAll(devices.Select(device => device.ConnectAsync(server.MqttPort)));
        var runs = devices.Select(device => device.RunAsync()).ToList();
        await load.WhenAcknowledgedAsync(4_000);

        var acknowledgedBefore = devices.Select(device => device.Acknowledged).ToList();
        var (code, said) = await ChildServer.RunAsync("backup", In("copy"), "--data", server.DataDirectory);
        Assert.True(code == 0, said);
        Assert.All(devices.Zip(acknowledgedBefore), pair => Assert.True(pair.First.Acknowledged > pair.Second, "the load stood still during the backup"));
        server.Kill();
        await Task.WhenAll(runs);

        (code, said) = await ChildServer.RunAsync("restore", In("copy"), "--data", In("restored"));
        Assert.True(code == 0, said);
        await using var restored = await ChildServer.StartOnAsync(In("restored"), "--no-demo");
        // What the journal holds of the last seconds is stored while an export and a chart are asked for: they agree once it is.
        List<string> wrong;
        var attempts = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        do
        {
            wrong = [];
            foreach (var (device, before) in devices.Zip(acknowledgedBefore))
                wrong.AddRange((await StoredRun.OfAsync(restored, device.Id, before, device.Sent, from)).Words);
        }
        while (wrong.Count > 0 && ++attempts < 20 && await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken));
        foreach (var device in devices)
            await device.DisposeAsync();
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
