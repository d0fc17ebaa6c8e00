using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Access;

/// <summary>Puts each endpoint's lines of <see cref="AccessTable"/> and <see cref="CostTable"/> on it. One that has none stops the start: nothing is open, or free, by being forgotten.</summary>
internal static class AccessConventions
{
    public static RouteGroupBuilder UnderTheTable(this RouteGroupBuilder all)
    {
        ((IEndpointConventionBuilder)all).Finally(Apply);
        return all;
    }

    private static void Apply(EndpointBuilder endpoint)
    {
        string? name = endpoint.Metadata.OfType<OperationName>().LastOrDefault()?.Name ?? endpoint.Metadata.OfType<IEndpointNameMetadata>().LastOrDefault()?.EndpointName;
        if (name is null || !AccessTable.Operations.TryGetValue(name, out AccessRule? rule))
            throw new InvalidOperationException($"BUG: {endpoint.DisplayName} ({name ?? "no name"}) has no rule in AccessTable.Operations.");
        if (!CostTable.Operations.TryGetValue(name, out CallCost? cost)) throw new InvalidOperationException($"BUG: {name} has no cost in CostTable.Operations.");
        endpoint.Metadata.Add(rule);
        endpoint.Metadata.Add(cost);
        if (cost.Units > 0 && endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().All(one => one.StatusCode != StatusCodes.Status429TooManyRequests))
            endpoint.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status429TooManyRequests, typeof(ProblemDetails), ["application/problem+json"]));
        endpoint.Metadata.Add(rule.Where == AccessWhere.Open ? new AllowAnonymousAttribute() : new AuthorizeAttribute());
    }
}
