using System.Diagnostics;
using System.Security.Cryptography;
using Ioc.Host.Calling;
using Ioc.Host.Simulating;
using Ioc.Host.Simulation;
using Ioc.Host.Simulation.Faults;
using Ioc.Host.Simulation.Province;
using Ioc.Silo.Registry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ioc.Host.Serving;

/// <summary>
/// The simulated province of <c>ioc serve --demo</c>: registered once, in an empty registry, and played by simulated devices inside this process
/// that connect to the broker over TCP like any other. Their credentials live in memory only and are made anew at each start.
/// </summary>
internal sealed class Demo : IAsyncDisposable
{
    /// <summary>The simulator marks its devices with it, so that a real device is never played.</summary>
    private const string SimulatedTag = "simulated";

    /// <summary>Devices of <c>ioc simulate</c> are played by that process; two players would push each other out.</summary>
    private const string PlayedElsewherePrefix = "sim-";

    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMinutes(1);

    private readonly IReadOnlyList<SimulatedCredential> _devices;
    private readonly ServeOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private Demo(IReadOnlyList<SimulatedCredential> devices, ServeOptions options, IServiceProvider services)
    {
        _devices = devices;
        _options = options;
        _time = services.GetRequiredService<TimeProvider>();
        _logger = services.GetRequiredService<ILogger<Demo>>();
    }

    public string Description => _devices.Count > 0
        ? $"{_devices.Count:N0} simulated devices; use another --data directory for a real province"
        : "nothing is simulated, because this registry was filled without --demo";

    /// <summary>Fills an empty registry, and gives the simulated devices their credentials for this run.</summary>
    public static async Task<Demo> PrepareAsync(IServiceProvider services, ServeOptions options, CancellationToken cancellationToken)
    {
        var registry = services.GetRequiredService<IRegistry>();
        if (registry.Current.Units.Count == 0 && registry.Current.DevicesById.Count == 0)
        {
            await FillAsync(registry, SimulatedProvince.Create(options.Seed, options.DemoDevices), cancellationToken);
        }

        var played = registry.Current.DevicesById.Values
            .Where(device => device.Tags.Contains(SimulatedTag) && !device.Id.StartsWith(PlayedElsewherePrefix, StringComparison.Ordinal))
            .OrderBy(device => device.Handle)
            .Take(SimulatorLimits.DevicesMax)
            .Select(device => new SimulatedCredential(device, Convert.ToHexString(RandomNumberGenerator.GetBytes(32))))
            .ToList();
        await registry.SetCredentialsAsync([.. played.Select(one => KeyValuePair.Create(one.Device.Id, one.Credential))], cancellationToken);
        return new Demo(played, options, services);
    }

    public void Start(ServerAddress address)
    {
        if (_devices.Count > 0)
        {
            _running = PlayAsync(address);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private static async Task FillAsync(IRegistry registry, SimulatedProvince province, CancellationToken cancellationToken)
    {
        await registry.PutUnitsAsync(province.Units, cancellationToken);
        await registry.PutBoundariesAsync(province.BoundariesByUnitCode, cancellationToken);
        var change = await registry.PutDevicesAsync(province.Devices, cancellationToken);
        if (change.Errors.Count > 0)
        {
            throw new UnreachableException($"BUG: the simulated province is refused: {change.Errors[0].Value}");
        }
    }

    private async Task PlayAsync(ServerAddress address)
    {
        var simulation = new SimulatorOptions
        {
            Host = new Uri(address.Url).Host.Trim('[', ']'),
            MqttPort = address.MqttPort,
            HttpAddress = new Uri(address.Url),
            Devices = _devices,
            Seed = _options.Seed,
            Faults = FaultPlan.Demo([.. _devices.Select(one => one.Device)], _options.Seed),
        };
        try
        {
            await SimulatorRun.RunAsync(simulation, new SimulationNotes(_time, ProgressInterval, Note), _stop.Token);
        }
        catch (Exception fault)
        {
            // The centre must not end because its extras did.
            ServeLog.DemoStopped(_logger, fault);
        }
    }

    private void Note(SimulatorProgress progress) => ServeLog.DemoProgress(_logger, progress.Connected, progress.Devices, progress.Sent);
}
