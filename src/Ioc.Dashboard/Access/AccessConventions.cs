using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Access;

/// <summary>Puts each endpoint's line of <see cref="AccessTable"/> on it. One that has none stops the start: nothing is open by being forgotten.</summary>
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
        endpoint.Metadata.Add(rule);
        endpoint.Metadata.Add(rule.Where == AccessWhere.Open ? new AllowAnonymousAttribute() : new AuthorizeAttribute());
    }
}
