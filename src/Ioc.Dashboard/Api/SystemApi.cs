using Ioc.Dashboard.Wire;
using Ioc.Silo.Registry;
using Ioc.Silo.Rejections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Api;

internal static class SystemApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/system", Show).WithTags("System").Describe("showSystem", "How the centre itself does", "Null where this process does not know.");

    private static Ok<SystemWire> Show(
        DashboardOptions options, StartTime start, IRegistry registry, IRejections rejections, IServiceProvider services)
    {
        RegistrySnapshot snapshot = registry.Current;
        SystemFigures? figures = ((ISystemFigures?)services.GetService(typeof(ISystemFigures)))?.Read();
        return TypedResults.Ok(new SystemWire(
            options.Version, start.At, snapshot.DevicesById.Count, snapshot.Version, figures?.JournalBytes, figures?.StorePosition,
            figures?.JournalPosition, figures?.MessagesTotal, rejections.Counts().Values.Sum(), figures?.Connections,
            figures?.DeviceEdgeProblem));
    }
}
