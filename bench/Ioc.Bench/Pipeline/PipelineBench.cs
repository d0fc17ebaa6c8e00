using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Ioc.Devices;
using Ioc.Devices.Units;
using Ioc.Silo;
using Ioc.Silo.Intake;
using Ioc.Silo.Journal;
using Ioc.Silo.Registry;
using Ioc.Silo.Rejections;
using Ioc.Silo.Series;
using Ioc.Silo.Twins;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Bench.Pipeline;

/// <summary>
/// Append, commit, decode, apply, points: messages of about 300 bytes of 1,000 devices through a whole silo, without network and without the
/// telemetry store; then the start that replays a million of them with 25,000 twins.
/// </summary>
internal static class PipelineBench
{
    private const int Devices = 25_000;
    private const int Senders = 1_000;
    private const int ReplayEntries = 1_000_000;

    public static async Task RunAsync(int seconds)
    {
        var directory = Directory.CreateTempSubdirectory("ioc-bench-").FullName;
        try
        {
            await LoadAsync(directory, seconds);
            await ReplayAsync(directory);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task LoadAsync(string directory, int seconds)
    {
        await using var services = Build(directory);
        var silo = services.GetRequiredService<ISiloLifetime>();
        await silo.StartAsync(CancellationToken.None);
        var registry = services.GetRequiredService<IRegistry>();
        await registry.PutUnitsAsync([new Unit { Code = "10001", Name = "A", FullName = "A", Level = UnitLevels.Commune }], CancellationToken.None);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await registry.PutDevicesAsync([.. Enumerable.Range(1, Devices).Select(Loudspeaker)], CancellationToken.None);
        var intake = services.GetRequiredService<IIntake>();
        var handles = registry.Current.DevicesByHandle.OfType<Device>().Select(device => device.Handle).ToArray();
        await SendAsync(intake, handles, 0, Devices);
        await AppliedAsync(silo);
        Print("managed bytes per device and twin", (GC.GetTotalMemory(forceFullCollection: true) - before) / Devices);

        var start = silo.Positions.MessagesTotal;
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var allocated = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();
        for (var round = 1; clock.Elapsed.TotalSeconds < seconds; round++)
            await SendAsync(intake, handles, round, Senders);
        await AppliedAsync(silo);
        var messages = silo.Positions.MessagesTotal - start;
        Print("messages/s", messages / clock.Elapsed.TotalSeconds);
        Print("CPU us/message (making the payload included)", (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMicroseconds / messages);
        Print("rejections", services.GetRequiredService<IRejections>().Counts().Values.Sum());
        Print("twin's messages applied", (await services.GetRequiredService<ITwinEngine>().AskAsync("lsp-00001", CancellationToken.None))!.MessagesTotal);
        Print("allocated bytes/message", (GC.GetTotalAllocatedBytes() - allocated) / (double)messages);
        await silo.StopAsync(CancellationToken.None);
    }

    /// <summary>A million entries written behind the last checkpoint, as a crash with the stores away would leave them, then a start.</summary>
    private static async Task ReplayAsync(string directory)
    {
        WriteBehindCheckpoint(Path.Combine(directory, "journal"));
        await using var again = Build(directory);
        var lifetime = again.GetRequiredService<ISiloLifetime>();
        await lifetime.StartAsync(CancellationToken.None);
        var report = lifetime.StartReport!;
        Print("twins at start", report.Twins);
        Print("entries replayed", report.EntriesReplayed);
        Print("seconds to start", report.Duration.TotalSeconds);
        await lifetime.StopAsync(CancellationToken.None);
    }

    private static void WriteBehindCheckpoint(string directory)
    {
        using var log = SegmentLog.Open(new JournalOptions { Directory = directory }, 0, 0, new JournalDisk());
        var buffer = new byte[512];
        for (var sent = 0; sent < ReplayEntries; sent += Senders)
        {
            var pending = new PendingEntries(Senders * buffer.Length);
            for (var index = 0; index < Senders; index++)
            {
                var payload = new ReadOnlySequence<byte>(buffer, 0, Message(buffer, 1_000_000 + (sent / Devices), index));
                pending.TryAdd(EntryKind.Telemetry, 1 + ((sent + index) % Devices), 1_795_334_400_000 + sent, payload, null, 0);
            }

            log.Append(pending.Frame, pending.Count, 0);
        }
    }

    private static async Task SendAsync(IIntake intake, int[] handles, int round, int count)
    {
        var buffer = new byte[512];
        for (var index = 0; index < count; index++)
        {
            var payload = new ReadOnlySequence<byte>(buffer, 0, Message(buffer, round, index));
            while (intake.Append(EntryKind.Telemetry, handles[index], payload, null) == AppendOutcome.NoRoom)
                await intake.WaitForRoomAsync(CancellationToken.None);
        }
    }

    private static int Message(byte[] buffer, int round, int index)
    {
        System.Text.Unicode.Utf8.TryWrite(
            buffer, CultureInfo.InvariantCulture,
            $$"""{"at":1795334400,"seq":{{round + 1}},"firmware":"1.4.2","line_state":"ok","amplifier_on":true,"volume_percent":70,"temperature_c":{{30 + (index % 17)}}.5,"mains_ok":true,"supply_mv":{{12_000 + (round % 90)}},"network_operator":"Viettel","network_technology":"4g","rssi_dbm":-71,"rsrp_dbm":-98,"playing":false,"playing_source":"none","played_today_s":{{round % 80_000}},"storage_free_mb":2048}""",
            out var length);
        return length;
    }

    private static async Task AppliedAsync(ISiloLifetime silo)
    {
        while (silo.Positions.Applied < silo.Positions.Journal || silo.Positions.Journal == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
    }

    private static Device Loudspeaker(int number) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"lsp-{number:D5}"), Kind = DeviceKind.Loudspeaker, Name = "Cụm loa", UnitCode = "10001",
        Position = new GeoPoint(19.8, 105.7), Loudspeaker = new LoudspeakerEquipment(2, 50, 400, []),
    };

    private static ServiceProvider Build(string directory)
    {
        var services = new ServiceCollection();
        services.AddSilo(new SiloOptions { DataDirectory = directory });
        services.AddSingleton<ITelemetryWriter, DiscardingTelemetry>();
        return services.BuildServiceProvider();
    }

    private static void Print(string what, double value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-48} {value,14:N2}"));
}
