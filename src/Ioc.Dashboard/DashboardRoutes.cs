using Ioc.Dashboard.Access;
using Ioc.Dashboard.Api;
using Ioc.Dashboard.Auditing;
using Ioc.Dashboard.Live;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Dashboard;

/// <summary>
/// The people's edge on one web application. The order below is the order a request passes: headers, problems, compression, the web
/// app's files (the only thing without an endpoint that answers), who it is, what it may (Access/AccessTable.cs), what it costs (Access/CostTable.cs), then the endpoint.
/// </summary>
public static class DashboardRoutes
{
    public static WebApplication MapDashboard(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ProblemPages>();
        app.UseResponseCompression();
        app.UseRouting();
        app.UseMiddleware<WebAppPages>();
        app.UseAuthentication();
        app.UseMiddleware<RefusalAudit>();
        app.UseMiddleware<CookieWriteGuard>();
        app.UseAuthorization();
        app.UseMiddleware<CostGate>();
        app.UseWebSockets();
        app.UseMiddleware<WebSocketCompression>();

        var routes = new RoutesMadeOnce(app);
        RouteGroupBuilder all = routes.MapGroup("").UnderTheTable();
        RouteGroupBuilder api = all.MapGroup("/api/v1")
            .WithMetadata(new RequestSizeLimitAttribute(DashboardLimits.RequestBytesMax))
            .AuditPeople();
        SessionApi.Map(api);
        DevicesApi.Map(api);
        SeriesApi.Map(api);
        AlertsApi.Map(api);
        UnitsApi.Map(api);
        BroadcastsApi.Map(api);
        HistoryApi.Map(api);
        RejectionsApi.Map(api);
        MapApi.Map(api);
        CountsApi.Map(api);
        StrangersApi.Map(api);
        ClaimsApi.Map(api);
        AuditApi.Map(api);
        // Asked for now: made at the first request, it would tell that request's time.
        app.Services.GetRequiredService<StartTime>();
        SystemApi.Map(api);
        SecondFactorApi.Map(api);
        ProviderApi.Map(api);
        AccountApi.Map(api);
        PasskeysApi.Map(api);
        PeopleApi.Map(api);
        InvitationsApi.Map(api);
        ProbesApi.Map(all);
        MediaApi.Map(all);
        all.MapHub<LiveHub>("/hubs/live", LiveLimits.Transport).WithMetadata(new OperationName("live"));
        all.MapOpenApi("/openapi/{documentName}.json").WithMetadata(new OperationName("openApi"));
        routes.AddToApplication();
        return app;
    }
}
