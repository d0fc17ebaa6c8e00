using Ioc.Dashboard.Access;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Web;
using Microsoft.AspNetCore.Builder;

namespace Ioc.Dashboard;

/// <summary>
/// The people's edge on one web application. The order below is the order a request passes: headers, problems, compression, the web
/// app's files (the only thing without an endpoint that answers), who it is, what it may, then the endpoint.
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
        app.UseMiddleware<CookieWriteGuard>();
        app.UseAuthorization();
        app.UseWebSockets();
        app.UseMiddleware<WebSocketCompression>();

        app.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(Policies.Viewer);
        return app;
    }
}
