using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Persistence;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Persistence;

/// <summary>A broker with a store on a disk that can crash, and come back on what the crash left.</summary>
internal sealed class StoreRig : IAsyncDisposable
{
    private static readonly PropertySet Kept = new() { SessionExpirySeconds = 1_000 };

    private readonly string _root = Directory.CreateTempSubdirectory("ioc-mqtt-store-").FullName;
    private readonly StoreLimits _storeLimits;
    private readonly MqttLimits _limits;
    private readonly Random _random;
    private BrokerStore _store = null!;
    private int _lives;

    private StoreRig(StoreLimits storeLimits, MqttLimits limits, int seed)
    {
        _storeLimits = storeLimits;
        _limits = limits;
        _random = new Random(seed);
    }

    public TestBroker Broker { get; private set; } = null!;

    public CrashDisk Disk { get; private set; } = null!;

    public FakeClock Clock { get; } = new();

    public BrokerStore Store => _store;

    public string DirectoryPath => Path.Combine(_root, $"{_lives}");

    public static async Task<StoreRig> StartAsync(StoreLimits? storeLimits = null, MqttLimits? limits = null, int seed = 1)
    {
        var rig = new StoreRig(storeLimits ?? new StoreLimits { RetryMilliseconds = 10, QuietMilliseconds = 1 }, limits ?? new MqttLimits(), seed);
        await rig.BeginAsync();
        return rig;
    }

    /// <summary>The power goes now; a new process finds what is left.</summary>
    public async Task CrashAsync(TimeSpan? away = null)
    {
        Disk.CrashTo(Path.Combine(_root, $"{_lives + 1}"), _random);
        await EndAsync();
        if (away is { } time) Clock.Sleep(time);
        await BeginAsync();
    }

    public Task<RawClient> ConnectAsync(string clientId, bool present = false) => ConnectAsync(clientId, present, ProtocolVersion.V500);

    public async Task<RawClient> ConnectAsync(string clientId, bool present, ProtocolVersion version)
    {
        RawClient client = await Broker.ConnectRawAsync(clientId, version, cleanStart: false, properties: version == ProtocolVersion.V500 ? Kept : null);
        Assert.Equal(present, client.ConnAck!.SessionPresent);
        return client;
    }

    /// <summary>A session that has these filters and whose client has gone.</summary>
    public async Task SubscribeAndLeaveAsync(string clientId, params SubscribeEntry[] entries)
    {
        RawClient client = await ConnectAsync(clientId);
        await client.SendAsync(new SubscribePacket { PacketId = 1, Entries = entries });
        await client.ReadAsync<SubAckPacket>();
        await LeaveAsync(client, clientId);
    }

    public async Task LeaveAsync(RawClient client, string clientId)
    {
        int connections = Broker.Broker.ConnectionCount;
        await client.SendAsync(new DisconnectPacket());
        await client.ReadEndAsync();
        await Patience.UntilAsync(() => Broker.Broker.ConnectionCount < connections, $"{clientId} to have left");
        await CommitAsync();
    }

    /// <summary>Everything said so far is on the medium, also what nobody waits for.</summary>
    public Task CommitAsync() => _store.Log.Commits.CommittedAsync(_store.Log.ReceivedDone(number: 0, packetId: 0)).Within("a commit");

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        Directory.Delete(_root, recursive: true);
    }

    private async Task BeginAsync()
    {
        _lives++;
        Disk = new CrashDisk(DirectoryPath);
        _store = BrokerStore.Open(DirectoryPath, _storeLimits, Clock, new RecordingLog(), Disk);
        Broker = await TestBroker.StartAsync(_limits, store: _store, clock: Clock);
    }

    private async Task EndAsync()
    {
        Disk.Before = (_, _) => { };
        Disk.Release();
        await Broker.DisposeAsync();
        _store.Dispose();
    }
}
