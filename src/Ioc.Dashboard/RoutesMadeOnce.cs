using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard;

/// <summary>
/// Routing and authorization each ask the application for its endpoints, and a group makes all of its own anew for each that asks: half a second
/// of compiling. Here they are made once.
/// </summary>
internal sealed class RoutesMadeOnce(IEndpointRouteBuilder app) : IEndpointRouteBuilder
{
    public IServiceProvider ServiceProvider => app.ServiceProvider;

    public ICollection<EndpointDataSource> DataSources { get; } = [];

    public IApplicationBuilder CreateApplicationBuilder() => app.CreateApplicationBuilder();

    /// <summary>Once everything is mapped.</summary>
    public void AddToApplication() => app.DataSources.Add(new CompositeEndpointDataSource(DataSources));
}
