using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace Ioc.Host.Serving;

/// <summary>
/// Where there is HTTPS, people's words cross no network without it: a page is sent there, anything else refused. On this machine plain HTTP stays, for
/// the command line; so it does for what devices and balancers ask for, who bring no password: audio, probes and MQTT over WebSocket.
/// </summary>
internal sealed class PlainHttpGuard(RequestDelegate next, Func<int> httpsPort)
{
    private static readonly PathString[] Machines = ["/media", "/healthz", "/readyz", "/mqtt"];

    public Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        if (request.IsHttps || http.Connection.RemoteIpAddress is not { } from || IPAddress.IsLoopback(from)
            || Machines.Any(path => request.Path.StartsWithSegments(path, StringComparison.Ordinal)))
        {
            return next(http);
        }

        if (!HttpMethods.IsGet(request.Method) || request.Headers.ContainsKey("Authorization"))
        {
            var detail = string.Create(CultureInfo.InvariantCulture, $"Use HTTPS, port {httpsPort()}: what you sent crossed the network in clear. Change the password or token.");
            return Results.Problem(detail, statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(http);
        }

        var there = new UriBuilder(Uri.UriSchemeHttps, request.Host.Host, httpsPort()) { Path = request.Path, Query = request.QueryString.Value };
        http.Response.Redirect(there.Uri.AbsoluteUri, permanent: false, preserveMethod: true);
        return Task.CompletedTask;
    }
}
