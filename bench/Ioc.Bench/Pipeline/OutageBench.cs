using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Ioc.Devices;
using Ioc.Devices.Units;
using Ioc.Host.Proving;
using Ioc.Silo;
using Ioc.Silo.Influx;
using Ioc.Silo.Intake;
using Ioc.Silo.Journal;
using Ioc.Silo.Registry;
using Ioc.Silo.Series;
using Ioc.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Bench.Pipeline;

/// <summary>
/// An hour of a province's messages while the telemetry store is away, given as fast as they are taken; then the store is back, the live
/// messages go on at their rate, and the clock runs until the store has everything that came before.
/// </summary>
internal static class OutageBench
{
    private const int Devices = 2_000;
    private const int MessagesPerSecond = 600;
    private const int OutageSeconds = 3_600;

    /// <param name="influx">A real InfluxDB is killed; else <c>telemetry.db</c> refuses.</param>
    public static async Task RunAsync(bool influx)
    {
        var directory = Directory.CreateTempSubdirectory("ioc-bench-").FullName;
        using var server = influx ? new InfluxProcess() : null;
        try
        {
            await using var services = Build(directory, server);
            await MeasureAsync(services, server is null
                ? new LocalOutage(services.GetRequiredService<AwayTelemetry>(), services.GetRequiredService<ISiloLifetime>())
                : new InfluxOutage(server, services.GetRequiredService<InfluxForwarder>(), services.GetRequiredService<TelemetryDatabase>()));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task MeasureAsync(ServiceProvider services, IOutage outage)
    {
        var silo = services.GetRequiredService<ISiloLifetime>();
        var intake = services.GetRequiredService<IIntake>();
        await silo.StartAsync(CancellationToken.None);
        await services.GetRequiredService<IRegistry>().PutUnitsAsync([new Unit { Code = "10001", Name = "A", FullName = "A", Level = UnitLevels.Commune }], CancellationToken.None);
        await services.GetRequiredService<IRegistry>().PutDevicesAsync([.. Enumerable.Range(1, Devices).Select(Loudspeaker)], CancellationToken.None);
        int[] handles = [.. services.GetRequiredService<IRegistry>().Current.DevicesByHandle.OfType<Device>().Select(device => device.Handle)];
        await outage.BeginAsync();
        for (var sent = 0; sent < MessagesPerSecond * OutageSeconds; sent++)
            await SendAsync(intake, handles, sent, null);
        while (silo.Positions.Applied < silo.Positions.Journal)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        Print("journal MiB after the outage", silo.Positions.JournalBytes / (1024.0 * 1024));
        Print("managed MiB", GC.GetTotalMemory(forceFullCollection: true) / (1024.0 * 1024));

        var goal = silo.Positions.Journal;
        outage.End();
        await DrainAsync(outage, intake, handles, goal);
        if (services.GetService<ITelemetryForwarding>()?.State is { } state)
            Print("points sent", state.PointsSent);
        await silo.StopAsync(CancellationToken.None);
    }

    /// <summary>Live messages all the time, each timed from its append to its commit.</summary>
    private static async Task DrainAsync(IOutage outage, IIntake intake, int[] handles, long goal)
    {
        var clock = Stopwatch.StartNew();
        var live = new CommitTimes();
        for (var sent = 0; !outage.HasAll(goal); sent++)
        {
            await SendAsync(intake, handles, (MessagesPerSecond * OutageSeconds) + sent, live);
            if (sent % 6 == 5)
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        Print("seconds until drained", clock.Elapsed.TotalSeconds);
        Print("live messages meanwhile", live.Count);
        Print("live append to commit, p50 ms", live.Milliseconds(0.5));
        Print("live append to commit, p99 ms", live.Milliseconds(0.99));
        Print("live append to commit, max ms", live.Milliseconds(1));
    }

    private static async Task SendAsync(IIntake intake, int[] handles, int number, CommitTimes? live)
    {
        var payload = System.Text.Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"seq":{{(number / handles.Length) + 1}},"line_state":"ok","amplifier_on":true,"volume_percent":70,"temperature_c":{{30 + (number % 17)}}.5,"mains_ok":true,"supply_mv":{{12_000 + (number % 90)}},"rssi_dbm":-71,"rsrp_dbm":-98,"played_today_s":{{number % 80_000}},"storage_free_mb":2048}"""));
        while (intake.Append(EntryKind.Telemetry, handles[number % handles.Length], new ReadOnlySequence<byte>(payload), live?.Next()) == AppendOutcome.NoRoom)
            await intake.WaitForRoomAsync(CancellationToken.None);
    }

    private static Device Loudspeaker(int number) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"lsp-{number:D5}"), Kind = DeviceKind.Loudspeaker, Name = "Cụm loa", UnitCode = "10001",
        Position = new GeoPoint(19.8, 105.7), Loudspeaker = new LoudspeakerEquipment(2, 50, 400, []),
    };

    private static ServiceProvider Build(string directory, InfluxProcess? server)
    {
        var services = new ServiceCollection();
        services.AddSilo(new SiloOptions
        {
            DataDirectory = directory,
            Influx = server is null ? null : new InfluxOptions { Server = new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", server.Port).Uri },
        });
        if (server is not null)
            return services.BuildServiceProvider();
        services.AddSingleton<TelemetryStore>();
        services.AddSingleton<AwayTelemetry>();
        services.AddSingleton<ITelemetryWriter>(provider => provider.GetRequiredService<AwayTelemetry>());
        return services.BuildServiceProvider();
    }

    private static void Print(string what, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {value:N2}"));
}
