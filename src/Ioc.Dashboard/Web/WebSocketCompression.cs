using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using System.Net.WebSockets;

namespace Ioc.Dashboard.Web;

/// <summary>
/// Lets the hub's WebSockets use permessage-deflate (RFC 7692) where the browser offers it: an overview of 20,000 twins shrinks about
/// tenfold, which is what a phone on a weak network feels. The framework calls it dangerous because of secrets beside text a stranger
/// chose (CRIME); the hub sends no secrets.
/// </summary>
internal sealed class WebSocketCompression(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase)
            && context.Features.Get<IHttpWebSocketFeature>() is { IsWebSocketRequest: true } plain)
        {
            context.Features.Set<IHttpWebSocketFeature>(new Compressing(plain));
        }

        return next(context);
    }

    private sealed class Compressing(IHttpWebSocketFeature plain) : IHttpWebSocketFeature
    {
        public bool IsWebSocketRequest => plain.IsWebSocketRequest;

        public Task<WebSocket> AcceptAsync(WebSocketAcceptContext context)
        {
            context.DangerousEnableCompression = true;
            // Without context takeover a connection keeps no window between messages: 10,000 idle browsers cost no extra memory.
            context.DisableServerContextTakeover = true;
            return plain.AcceptAsync(context);
        }
    }
}
