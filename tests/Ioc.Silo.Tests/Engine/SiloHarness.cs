using System.Buffers;
using System.Text;
using System.Text.Json;
using Ioc.Devices;
using Ioc.Devices.Units;
using Ioc.Silo.Alerts;
using Ioc.Silo.Broadcasts;
using Ioc.Silo.Changes;
using Ioc.Silo.Intake;
using Ioc.Silo.Journal;
using Ioc.Silo.Registry;
using Ioc.Silo.Series;
using Ioc.Silo.Tests.Journal;
using Ioc.Silo.Twins;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Silo.Tests.Engine;

/// <summary>A whole silo on a directory of its own and a clock of the test's, which can crash and come back.</summary>
internal sealed class SiloHarness : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly SiloOptions _options;
    private ServiceProvider _services;

    private readonly Action<IServiceCollection>? _replace;

    private SiloHarness(Func<SiloOptions, SiloOptions> change, Action<IServiceCollection>? replace)
    {
        _replace = replace;
        _options = change(new SiloOptions { DataDirectory = _directory.Path, Shards = 2, CheckpointSeconds = 300 });
        _services = Build();
    }

    public FakeTime Time { get; } = new();

    public FailingDisk Disk { get; } = new();

    /// <summary>True: the telemetry store refuses every write.</summary>
    public bool IsStoreAway { get; set; }

    /// <summary>So many writes reach the telemetry store, whose answer is lost.</summary>
    public int StoreAnswersLost { get; set; }

    public SiloLifetime Lifetime => Get<SiloLifetime>();

    public IAlerts Alerts => Get<IAlerts>();

    public IBroadcasts Broadcasts => Get<IBroadcasts>();

    public ITwinEngine Engine => Get<ITwinEngine>();

    public IRegistry Registry => Get<IRegistry>();

    public JournalIntake Intake => Get<SiloParts>().Intake;

    public static Task<SiloHarness> StartAsync(
        int shards = 2, int checkpointSeconds = 300, bool withProvince = true, long pointsWaitingMax = EngineLimits.PointsWaitingMax) =>
        StartAsync(options => options with { Shards = shards, CheckpointSeconds = checkpointSeconds, PointsWaitingMax = pointsWaitingMax }, withProvince);

    /// <param name="change">The options.</param>
    /// <param name="withProvince">Devices and units to begin with.</param>
    /// <param name="replace">Parts that the test brings itself.</param>
    public static async Task<SiloHarness> StartAsync(
        Func<SiloOptions, SiloOptions> change, bool withProvince = true, Action<IServiceCollection>? replace = null)
    {
        var harness = new SiloHarness(change, replace);
        await harness.Lifetime.StartAsync(CancellationToken.None);
        if (withProvince)
            await harness.PutProvinceAsync();
        return harness;
    }

    public string In(string name) => Path.Combine(_directory.Path, name);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await Lifetime.AbandonAsync();
        await _services.DisposeAsync();
        _directory.Dispose();
    }

    public async Task CrashAndRestartAsync(Action? whileDown = null)
    {
        await Lifetime.AbandonAsync();
        await _services.DisposeAsync();
        whileDown?.Invoke();
        _services = Build();
        await Lifetime.StartAsync(CancellationToken.None);
    }

    public async Task StopAndRestartAsync()
    {
        await Lifetime.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        _services = Build();
        await Lifetime.StartAsync(CancellationToken.None);
    }

    /// <summary>Until everything appended so far is durable, applied and can be read.</summary>
    public async Task SettleAsync() => Assert.True(await TrySettleAsync());

    /// <summary>The same where the journal may fail: then false, and what is durable is applied.</summary>
    public async Task<bool> TrySettleAsync()
    {
        var commit = new CommitListener();
        var isDurable = await Intake.AppendOwnAsync(EntryKind.Event, default, commit, CancellationToken.None) && await commit.Durable;
        await Lifetime.WhenAppliedAsync();
        return isDurable;
    }

    /// <summary>Lets so many seconds pass, each with its tick.</summary>
    public async Task PassAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
            Time.Advance(TimeSpan.FromSeconds(1));
        await SettleAsync();
    }

    /// <summary>What is about no device: as the edge tells it.</summary>
    public void Tell(EntryKind kind) => Assert.Equal(AppendOutcome.Appended, Get<IIntake>().Append(kind, 0, default, null));

    public void Send(string deviceId, EntryKind kind, string json)
    {
        var handle = Registry.Current.DevicesById[deviceId].Handle;
        Assert.Equal(
            AppendOutcome.Appended,
            Get<IIntake>().Append(kind, handle, new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(json)), null));
    }

    public void Telemetry(string deviceId, string json) => Send(deviceId, EntryKind.Telemetry, json);

    public string OpenAlerts() => string.Join('\n', Alerts.Open.Select(alert => JsonSerializer.Serialize(alert)).Order(StringComparer.Ordinal));

    public IReadOnlyList<string> Conditions(string deviceId) =>
        [.. Alerts.Open.Where(alert => alert.DeviceId == deviceId).Select(alert => alert.Condition).Order(StringComparer.Ordinal)];

    public async Task<string> TwinsAsync()
    {
        var text = new StringBuilder();
        foreach (var id in Registry.Current.DevicesById.Keys.Order(StringComparer.Ordinal))
        {
            var view = (await Engine.AskAsync(id, CancellationToken.None))!;
            text.Append(id).Append(' ').Append(view.Health).Append(' ').AppendJoin(',', view.Reasons).Append(' ').Append(view.LastSeenAt)
                .Append(' ').Append(view.Online).Append(' ').Append(view.MessagesTotal).Append(' ').Append(view.DuplicatesTotal).Append(' ')
                .Append(view.Version).Append(' ').AppendLine(view.Telemetry.ToJsonString());
        }

        return text.ToString();
    }

    public async Task<ChangeSubscription> SubscribeAsync(string? unit = null, string? device = null) =>
        await Engine.SubscribeAsync(new ChangeScope(unit, device), CancellationToken.None);

    /// <summary>Two communes with a hamlet each, three loudspeakers, a hotspot, and one site that alone reaches hamlet 1.</summary>
    public async Task PutProvinceAsync()
    {
        Unit Make(string code, string level, string? parent, GeoPoint? at = null, int? people = null) => new()
        {
            Code = code, Name = $"Name {code}", FullName = $"Full name {code}", Level = level, ParentCode = parent, Position = at, Population = people,
        };

        await Registry.PutUnitsAsync(
            [
                Make("38", UnitLevels.Province, null), Make("10001", UnitLevels.Commune, "38"), Make("10002", UnitLevels.Commune, "38"),
                Make("10001-1", UnitLevels.Hamlet, "10001", new GeoPoint(19.80, 105.77), 420),
                Make("10002-1", UnitLevels.Hamlet, "10002", new GeoPoint(19.10, 105.10), 99),
            ],
            CancellationToken.None);
        Device Device(string id, DeviceKind kind, string unit) => new()
        {
            Id = id, Kind = kind, Name = $"Device {id}", UnitCode = unit, Position = new GeoPoint(19.801, 105.771), PeriodSeconds = 10,
            Loudspeaker = kind == DeviceKind.Loudspeaker ? new LoudspeakerEquipment(2, 50, 400, []) : null,
            Hotspot = kind == DeviceKind.Hotspot ? new HotspotEquipment(2, "market", "fibre") : null,
            Site = kind == DeviceKind.Site ? new SiteEquipment("VNPT", [new Cell("1", "4g", "b3", 0, 40, 4, 60)]) : null,
        };

        var change = await Registry.PutDevicesAsync(
            [
                Device("lsp-1", DeviceKind.Loudspeaker, "10001"), Device("lsp-2", DeviceKind.Loudspeaker, "10001"),
                Device("lsp-3", DeviceKind.Loudspeaker, "10002"), Device("wifi-1", DeviceKind.Hotspot, "10001"), Device("site-1", DeviceKind.Site, "10001"),
            ],
            CancellationToken.None);
        Assert.Empty(change.Errors);
        await SettleAsync();
    }

    private ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IJournalDisk>(Disk);
        services.AddSilo(_options);
        services.AddSingleton<TelemetryStore>();
        services.AddSingleton<ITelemetryWriter>(provider => new AwayStore(() => IsStoreAway, () => StoreAnswersLost > 0 && StoreAnswersLost-- > 0, provider.GetRequiredService<TelemetryStore>()));
        _replace?.Invoke(services);
        return services.BuildServiceProvider();
    }

    private sealed class CommitListener : ICommitListener
    {
        private readonly TaskCompletionSource<bool> _durable = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<bool> Durable => _durable.Task;

        public void Committed(int count, bool durable) => _durable.TrySetResult(durable);
    }
}
