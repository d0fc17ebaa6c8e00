using System.Buffers.Text;
using System.Security.Cryptography;
using Ioc.Dashboard.Access;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Silo.Accounts;
using Ioc.Silo.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Api;

/// <summary>New credentials for devices: the only answers that hold a secret, and each is given once.</summary>
internal static class CredentialsApi
{
    public static void Map(RouteGroupBuilder devices)
    {
        devices.MapPost("/{id}/credential", RotateAsync)
            .Describe("rotateCredential", "A new credential for one device", "Shown this once; the former one stops working.", 404);
        devices.MapPost("/credentials", RotateManyAsync).BodyUpTo(DashboardLimits.CredentialsBytesMax)
            .Accepts<CredentialsRequest>("application/json")
            .Describe("rotateCredentials", "New credentials for many devices", "At most 5,000; all or none: an unknown id changes nothing (422).", 400, 413, 415, 422);
    }

    private static async Task<Results<Ok<CredentialWire>, ProblemHttpResult>> RotateAsync(
        string id, HttpContext http, IRegistry registry, CancellationToken cancellationToken) =>
        DevicesApi.Find(id, Callers.Territory(http, registry.Current), registry.Current) is not null && await registry.RotateCredentialAsync(id, cancellationToken) is { } credential
            ? TypedResults.Ok(new CredentialWire(id, credential))
            : DevicesApi.NoSuchDevice();

    private static async Task<Results<Ok<CredentialsAnswer>, ProblemHttpResult>> RotateManyAsync(
        HttpRequest request, IRegistry registry, CancellationToken cancellationToken)
    {
        (CredentialsRequest? wanted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<CredentialsRequest>(request, cancellationToken);
        if (wanted is null) return refusal!;
        IReadOnlyList<string> ids = wanted.DeviceIds;
        if (ids.Count is 0 or > DashboardLimits.CredentialsMax) return Problem.BadRequest($"deviceIds needs 1 to {DashboardLimits.CredentialsMax} ids.");
        if (ids.Distinct(StringComparer.Ordinal).Count() != ids.Count) return Problem.BadRequest("deviceIds names a device twice: name each once.");
        RegistrySnapshot current = registry.Current;
        Territory territory = Callers.Territory(request.HttpContext, current);
        if (Unknown.Among(ids, id => DevicesApi.Find(id, territory, current) is not null, "devices") is { } unknown) return Problem.Unprocessable(unknown);

        KeyValuePair<string, string>[] fresh = [.. ids.Select(id => KeyValuePair.Create(id, NewCredential()))];
        try
        {
            await registry.SetCredentialsAsync(fresh, cancellationToken);
        }
        catch (ArgumentException)
        {
            // Between the look above and the write a device was removed; the registry then sets none.
            return Problem.Unprocessable("A device was removed meanwhile: ask again.");
        }

        return TypedResults.Ok(new CredentialsAnswer([.. fresh.Select(pair => new CredentialWire(pair.Key, pair.Value))]));
    }

    private static string NewCredential() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
