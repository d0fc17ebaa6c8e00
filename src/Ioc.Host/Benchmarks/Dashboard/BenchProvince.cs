using System.Text.Json.Nodes;
using Ioc.Dashboard.Wire;
using Ioc.Devices;
using Ioc.Host.Calling;
using Ioc.Host.Importing;
using Ioc.Host.Proving;
using Ioc.Host.Simulation.Province;

namespace Ioc.Host.Benchmarks.Dashboard;

/// <summary>A made-up province in a server: every device has reported once, and some hundred loudspeakers stay connected to change.</summary>
internal sealed class BenchProvince(IReadOnlyList<ChangingDevice> changing) : IDisposable
{
    private const int DevicesPerRequest = 1_000;
    private const int ConnectAtOnce = 32;

    /// <summary>A second device changes while the first one's change is on its way; more of them only cost sockets.</summary>
    private const int ChangingMax = 2_000;

    public IReadOnlyList<ChangingDevice> Changing { get; } = changing;

    public static async Task<BenchProvince> RegisterAsync(ChildServer server, int count, Action<string> say, CancellationToken cancellationToken)
    {
        var province = SimulatedProvince.Create(seed: 1, count);
        // A day without a word is no silence: nobody goes offline while the measurement runs.
        Device[] devices = [.. province.Devices.Select(device => device with { PeriodSeconds = 86_400 })];
        say($"Registering {devices.Length:N0} devices …");
        using var api = new ServerApi(server.Url, server.Token);
        Expect(await api.PutUnitsAsync([.. province.Units.Select(UnitWire.Of)], keepGood: false, cancellationToken));
        var boundaries = province.BoundariesByUnitCode.Select(pair => new Boundary(pair.Key, JsonNode.Parse(pair.Value)!.AsObject()));
        Expect(await api.PutBoundariesAsync(ImportBoundariesCommand.Collection([.. boundaries]), cancellationToken));
        var credentials = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var chunk in devices.Chunk(DevicesPerRequest))
        {
            Expect(await api.PutDevicesAsync([.. chunk.Select(DeviceDocument.Of)], keepGood: false, cancellationToken));
            var made = await api.PostAsync("/api/v1/devices/credentials", new { deviceIds = chunk.Select(device => device.Id) }, cancellationToken);
            Expect(made);
            foreach (var item in made.Value!["items"]!.AsArray()) credentials[(string)item!["deviceId"]!] = (string)item!["credential"]!;
        }

        say("Letting each report once …");
        var kept = new Lock();
        var changing = new List<ChangingDevice>();
        var wanted = devices.Where(device => device.Kind == DeviceKind.Loudspeaker).Take(ChangingMax).Select(device => device.Id).ToHashSet(StringComparer.Ordinal);
        await Parallel.ForEachAsync(devices, new ParallelOptions { MaxDegreeOfParallelism = ConnectAtOnce, CancellationToken = cancellationToken }, async (device, stop) =>
        {
            var connection = await RawMqttConnection.ConnectAsync("127.0.0.1", server.MqttPort, device.Id, credentials[device.Id], stop);
            await connection.PublishOneAsync(ChangingDevice.Packet(device.Id, device.Kind.Word(), Hello(device.Kind), 1), stop);
            if (!wanted.Contains(device.Id))
            {
                connection.Dispose();
                return;
            }

            lock (kept) changing.Add(new ChangingDevice(connection, device.Id));
        });
        return new BenchProvince(changing);
    }

    public void Dispose()
    {
        foreach (var device in Changing) device.Dispose();
    }

    private static string Hello(DeviceKind kind) => kind switch
    {
        DeviceKind.Loudspeaker => """{"line_state":"ok","amplifier_on":true,"mains_ok":true,"playing":false}""",
        DeviceKind.Hotspot => """{"clients":12,"backhaul_up":true,"rtt_ms":14,"loss_percent":0}""",
        _ => """{"state":"up","power_source":"mains","backhaul_up":true}""",
    };

    private static void Expect<T>(ApiAnswer<T> answer)
        where T : class
    {
        if (!answer.Succeeded) throw new IOException(answer.Problem);
    }
}
