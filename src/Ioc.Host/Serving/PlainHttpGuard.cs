using System.Net;
using Microsoft.AspNetCore.Http;

namespace Ioc.Host.Serving;

/// <summary>
/// Where there is HTTPS, this server's or a balancer's, people's words cross no network without it: a page is sent there, anything else refused. On
/// this machine plain HTTP stays, for the command line; so it does for what devices and balancers ask for, who bring no password: audio and probes.
/// A device that speaks MQTT over WebSocket does bring one, in its first message, so it is refused before that unless the settings allow it.
/// </summary>
internal sealed class PlainHttpGuard(RequestDelegate next, Func<int> httpsPort, bool mqttInClear)
{
    private static readonly PathString[] Machines = ["/media", "/healthz", "/readyz"];

    public Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        if (request.IsHttps || http.Connection.RemoteIpAddress is not { } from || IPAddress.IsLoopback(from)
            || (mqttInClear && request.Path == "/mqtt") || Machines.Any(path => request.Path.StartsWithSegments(path, StringComparison.Ordinal)))
        {
            return next(http);
        }

        if (request.Path == "/mqtt")
        {
            return RefusedAsync(http, $"Use wss, port {httpsPort()}: without TLS a device's password would cross the network in clear.");
        }

        if (!HttpMethods.IsGet(request.Method) || request.Headers.ContainsKey("Authorization"))
        {
            return RefusedAsync(http, $"Use HTTPS, port {httpsPort()}: what you sent crossed the network in clear. Change the password or token.");
        }

        var there = new UriBuilder(Uri.UriSchemeHttps, request.Host.Host, httpsPort()) { Path = request.Path, Query = request.QueryString.Value };
        http.Response.Redirect(there.Uri.AbsoluteUri, permanent: false, preserveMethod: true);
        return Task.CompletedTask;
    }

    private static Task RefusedAsync(HttpContext http, FormattableString detail) =>
        Results.Problem(FormattableString.Invariant(detail), statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(http);
}
