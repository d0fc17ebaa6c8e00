using System.Text.Json;
using System.Text.Json.Nodes;
using Ioc.Dashboard.Wire;
using Ioc.Devices.Twins;

namespace Ioc.Dashboard.Tests;

/// <summary>The hub's messages are written without objects; what is written must be what the objects in /openapi/v1.json say.</summary>
public sealed class HubWireTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(20));
    private DashboardServer _server = null!;

    private CancellationToken Stop => _limit.Token;

    public async ValueTask InitializeAsync() => _server = await DashboardServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _limit.Dispose();
    }

    [Fact]
    public async Task Overviews_are_as_described()
    {
        await using HubClient client = await HubClient.ConnectAsync(_server, "viewer-token", Stop);
        IsExactly<OverviewSnapshotWire>(await client.SubscribeAsync("{}", Stop));
        _server.Engine.Change(1, Health.Faulty);
        JsonElement batch = await client.ChangesAsync(Stop);
        JsonElement row = Assert.Single(batch.GetProperty("twins").EnumerateArray());
        JsonValueKind[] kinds = [.. row.EnumerateArray().Select(cell => cell.ValueKind)];
        Assert.Equal(typeof(TwinChange).GetProperties().Select(cell => cell.PropertyType == typeof(IReadOnlyList<string>) ? JsonValueKind.Array : JsonValueKind.Number), kinds);
        JsonObject others = JsonNode.Parse(batch.GetRawText())!.AsObject();
        others["twins"] = new JsonArray();
        IsExactly<OverviewChangesWire>(JsonElement.Parse(others.ToJsonString()));
    }

    [Fact]
    public async Task Devices_are_as_described()
    {
        await using HubClient client = await HubClient.ConnectAsync(_server, "viewer-token", Stop);
        IsExactly<DeviceMessageWire>(await client.SubscribeAsync("""{"device":"ls-1"}""", Stop), "from");
        _server.Engine.Change(1, Health.Degraded);
        IsExactly<DeviceMessageWire>(await client.ChangesAsync(Stop));
    }

    /// <summary>No member too many: the options refuse it; none too few: they are compared by name.</summary>
    private static void IsExactly<T>(JsonElement message, params string[] absent)
    {
        Assert.NotNull(message.Deserialize<T>(WireJson.Options));
        var described = typeof(T).GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Except(absent);
        Assert.Equal(described.Order(), message.EnumerateObject().Select(member => member.Name).Order());
    }
}
