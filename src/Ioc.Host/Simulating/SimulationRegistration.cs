using System.Diagnostics;
using System.Text.Json.Nodes;
using Ioc.Dashboard.Wire;
using Ioc.Devices;
using Ioc.Devices.Units;
using Ioc.Host.Calling;
using Ioc.Host.Importing;
using Ioc.Host.Simulation;
using Ioc.Host.Simulation.Province;
using Ioc.Host.Terminals;

namespace Ioc.Host.Simulating;

/// <summary>Gets simulated devices into a running server's registry, and their credentials out of it.</summary>
internal static class SimulationRegistration
{
    /// <summary>Credentials of one request (docs/api.md).</summary>
    private const int CredentialsPerRequestMax = 5_000;

    public static async Task<ApiAnswer<List<SimulatedCredential>>> RegisterAsync(
        Terminal terminal, ServerApi api, string? province, int count, int seed, CancellationToken cancellationToken)
    {
        var units = await api.GetAllAsync<UnitWire>("/api/v1/units", null, cancellationToken);
        if (!units.Succeeded)
        {
            return Failed(units.Problem!);
        }

        var placed = units.Value!.Count == 0 && province is null
            ? await FoundProvinceAsync(api, count, seed, cancellationToken)
            : await PlaceAsync(api, units.Value, province, count, seed, cancellationToken);
        if (!placed.Succeeded)
        {
            return Failed(placed.Problem!);
        }

        var devices = placed.Value!;
        return await terminal.WithProgressAsync("Registering devices", devices.Count, progress => PutAsync(api, devices, progress, cancellationToken));
    }

    private static async Task<ApiAnswer<List<Device>>> FoundProvinceAsync(ServerApi api, int count, int seed, CancellationToken cancellationToken)
    {
        var province = SimulatedProvince.Create(seed, count);
        var boundaries = province.BoundariesByUnitCode.Select(pair => new Boundary(pair.Key, JsonNode.Parse(pair.Value)!.AsObject()));
        var units = await api.PutUnitsAsync([.. province.Units.Select(UnitWire.Of)], keepGood: false, cancellationToken);
        if (!units.Succeeded)
        {
            return new ApiAnswer<List<Device>>(null, units.Problem, units.Status);
        }

        var outlines = await api.PutBoundariesAsync(ImportBoundariesCommand.Collection([.. boundaries]), cancellationToken);
        return new ApiAnswer<List<Device>>([.. province.Devices], outlines.Problem, outlines.Status);
    }

    private static async Task<ApiAnswer<List<Device>>> PlaceAsync(
        ServerApi api, List<UnitWire> units, string? province, int count, int seed, CancellationToken cancellationToken)
    {
        var boundaries = await api.GetAsync<JsonObject>("/api/v1/units/boundaries", cancellationToken);
        if (!boundaries.Succeeded)
        {
            return new ApiAnswer<List<Device>>(null, boundaries.Problem, boundaries.Status);
        }

        var geometryByCode = BoundaryDelivery.GeometryByCode(boundaries.Value!).ToDictionary(pair => pair.Key, pair => pair.Value.ToJsonString(), StringComparer.Ordinal);
        var hamlets = units.Where(unit => unit.Level == UnitLevels.Hamlet).Select(Registered).ToLookup(hamlet => hamlet.ParentCode);
        var communes = units
            .Where(unit => unit.Level == UnitLevels.Commune && (province is null || unit.ParentCode == province) && geometryByCode.ContainsKey(unit.Code))
            .Select(unit => new PlacementCommune(Registered(unit), geometryByCode[unit.Code], [.. hamlets[unit.Code]]))
            .ToList();
        if (communes.Count == 0)
        {
            return new ApiAnswer<List<Device>>(
                null, $"No commune {(province is null ? "" : $"of province {province} ")}has a boundary. Import units and boundaries first: `ioc import units`, `ioc import boundaries`.", 0);
        }

        var placement = SimulatedPlacement.Into(communes, count, seed);
        var put = placement.Hamlets.Count == 0
            ? default
            : await api.PutUnitsAsync([.. placement.Hamlets.Select(UnitWire.Of)], keepGood: false, cancellationToken);
        return new ApiAnswer<List<Device>>([.. placement.Devices], put.Problem, put.Status);
    }

    private static async Task<ApiAnswer<List<SimulatedCredential>>> PutAsync(
        ServerApi api, List<Device> devices, IProgressMark progress, CancellationToken cancellationToken)
    {
        var ready = new List<SimulatedCredential>(devices.Count);
        foreach (var chunk in devices.Chunk(ImportLimits.RowsPerRequestMax))
        {
            var put = await api.PutDevicesAsync([.. chunk.Select(DeviceDocument.Of)], keepGood: false, cancellationToken);
            if (!put.Succeeded)
            {
                return Failed($"{put.Problem} {put.Value?.Errors?.Select(error => error.Reason).FirstOrDefault()}");
            }

            progress.Advance(chunk.Length);
        }

        foreach (var chunk in devices.Chunk(CredentialsPerRequestMax))
        {
            var made = await api.PostAsync("/api/v1/devices/credentials", new { deviceIds = chunk.Select(device => device.Id) }, cancellationToken);
            if (!made.Succeeded)
            {
                return Failed(made.Problem!);
            }

            var credentials = made.Value!["items"]!.AsArray().ToDictionary(item => (string)item!["deviceId"]!, item => (string)item!["credential"]!);
            ready.AddRange(chunk.Select(device => new SimulatedCredential(device, credentials[device.Id])));
        }

        return new ApiAnswer<List<SimulatedCredential>>(ready, null, 200);
    }

    private static ApiAnswer<List<SimulatedCredential>> Failed(string problem) => new(null, problem, 0);

    /// <summary>A unit that the server itself answered.</summary>
    private static Unit Registered(UnitWire unit) =>
        unit.ToUnit(out var fault) ?? throw new UnreachableException($"BUG: the server has unit {unit.Code} that it would refuse: {fault?.Words}");
}
