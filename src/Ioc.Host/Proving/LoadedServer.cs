using System.Globalization;

namespace Ioc.Host.Proving;

/// <summary>A child server with devices that never stop sending, however often it dies, until the load is ended.</summary>
internal sealed class LoadedServer : IAsyncDisposable
{
    private const int ShownMax = 20;
    private static readonly string[] Arguments = ["--no-demo", "--mqtt-quota-per-second", "0"];

    private readonly Proof _proof;
    private readonly AckedLoad _load;
    private List<Task> _runs = [];

    private LoadedServer(Proof proof, ChildServer server, AckedLoad load, IReadOnlyList<LoadDevice> devices)
    {
        _proof = proof;
        Server = server;
        _load = load;
        Devices = devices;
        FromMs = proof.Time.GetUtcNow().ToUnixTimeMilliseconds();
    }

    public ChildServer Server { get; }

    /// <summary>Nothing was sent before.</summary>
    public long FromMs { get; }

    public IReadOnlyList<LoadDevice> Devices { get; }

    public long Acknowledged => Devices.Sum(device => (long)device.Acknowledged);

    /// <summary>A server whose process sees other surroundings.</summary>
    public static async Task<LoadedServer> StartAsync(Proof proof, int devices, TimeSpan pause, IReadOnlyDictionary<string, string> environment) =>
        await LoadAsync(proof, devices, pause, await ChildServer.StartInAsync(environment, Arguments));

    /// <param name="proof">Where it is counted.</param>
    /// <param name="devices">How many; registered first.</param>
    /// <param name="pause">Between two messages of a device.</param>
    /// <param name="dataDirectory">Null: a temporary one.</param>
    /// <param name="arguments">More arguments of <c>ioc serve</c>.</param>
    public static async Task<LoadedServer> StartAsync(Proof proof, int devices, TimeSpan pause, string? dataDirectory = null, params string[] arguments)
    {
        string[] all = [.. Arguments, .. arguments];
        return await LoadAsync(
            proof, devices, pause, dataDirectory is null ? await ChildServer.StartAsync(all) : await ChildServer.StartOnAsync(dataDirectory, ownsDirectory: false, all));
    }

    public void BeginLoad() => _runs = [.. Devices.Select(device => device.RunUntilEndAsync(() => Server.MqttPort))];

    public Task WhenAcknowledgedAsync(int more) => _load.WhenAcknowledgedAsync(more);

    /// <summary>True when more is acknowledged than now within the time: the server works again.</summary>
    public Task<bool> AcknowledgesAgainAsync(TimeSpan patience)
    {
        var before = Acknowledged;
        return _proof.UntilAsync(() => Task.FromResult(Acknowledged > before), patience);
    }

    /// <summary>The newest alerts that people could see just now.</summary>
    public async Task<IReadOnlyList<string>> ShownAlertsAsync()
    {
        var shown = await Server.GetAsync($"/api/v1/alerts?condition=speaker-line-open&pageSize={ShownMax}");
        return [.. shown["items"]!.AsArray().Select(alert => (string)alert!["id"]!)];
    }

    /// <summary>Whoever noted an alert's id before the server died must find it under that id afterwards.</summary>
    public async Task VerifyShownAsync(IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            using var answer = await Server.Http.GetAsync($"/api/v1/alerts/{id}");
            _proof.Tally.MustBeNamed(answer.IsSuccessStatusCode, $"alert {id} was shown before the server died and is not there under its id after it");
        }
    }

    public async Task EndLoadAsync()
    {
        _load.End();
        await Task.WhenAll(_runs);
    }

    /// <summary>Compares everything that was acknowledged with what the server holds now.</summary>
    public async Task VerifyAsync()
    {
        foreach (var device in Devices)
            _proof.Tally.Add(await StoredRun.OfAsync(Server, device, FromMs), device.Acknowledged);
    }

    /// <summary>Compares once more, after another restart; the messages are counted already.</summary>
    public async Task VerifyStillAsync()
    {
        foreach (var device in Devices)
        {
            var run = await StoredRun.OfAsync(Server, device, FromMs);
            _proof.Tally.Add(run with { Stored = 0, Alerts = 0 }, acknowledged: 0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _load.End();
        await Server.DisposeAsync();
        await Task.WhenAll(_runs);
        foreach (var device in Devices)
            await device.DisposeAsync();
    }

    private static async Task<LoadedServer> LoadAsync(Proof proof, int devices, TimeSpan pause, ChildServer server)
    {
        await SmallProvince.RegisterUnitsAsync(server);
        // A long period: what stops here is the server, and no device of the load is to be found offline meanwhile.
        var credentials = await SmallProvince.RegisterAsync(server, [.. Enumerable.Range(0, devices).Select(index => SmallProvince.Loudspeaker(Id(index), periodSeconds: 3600))]);
        var load = new AckedLoad(pause);
        return new LoadedServer(proof, server, load, [.. credentials.Select(pair => new LoadDevice(pair.Key, pair.Value, load, proof.Time))]);
    }

    private static string Id(int index) => string.Create(CultureInfo.InvariantCulture, $"load-{index}");
}
