using System.Text.Json.Nodes;
using Ioc.Host.Simulation.Devices;

namespace Ioc.Host.Tests.Simulation;

/// <summary>Keeps what a simulated device says; downloads are answered by the test.</summary>
internal sealed class MemoryOutlet : IDeviceOutlet
{
    public List<(string Channel, JsonObject Json)> Sent { get; } = [];

    public List<BroadcastCommand> Fetches { get; } = [];

    public IEnumerable<JsonObject> Telemetry => Sent.Where(message => message.Channel == "telemetry").Select(message => message.Json);

    public IEnumerable<string> Receipts => Sent.Where(message => message.Channel == "receipt").Select(message => $"{message.Json["broadcast"]} {message.Json["state"]}");

    public JsonObject LastReceipt => Sent.Last(message => message.Channel == "receipt").Json;

    public bool TryPublish(SimulatedDevice device, string channel, ReadOnlyMemory<byte> payload)
    {
        Sent.Add((channel, JsonNode.Parse(payload.Span)!.AsObject()));
        return true;
    }

    public void Fetch(SimulatedLoudspeaker device, BroadcastCommand command) => Fetches.Add(command);
}
