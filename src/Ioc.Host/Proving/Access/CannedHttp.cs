using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ioc.Host.Proving.Access;

/// <summary>A web server on this machine that answers as it is told, and remembers what it was asked for.</summary>
internal sealed class CannedHttp : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly WebApplication _app;

    private CannedHttp()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [], ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public int Port => new Uri(_app.Urls.First()).Port;

    /// <summary>Status, where to if it is a redirect, and JSON for a path.</summary>
    public Func<string, (int Status, string? Location, string Body)> Answer { get; set; } = _ => (StatusCodes.Status404NotFound, null, "");

    /// <summary>Method and path of each request.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    public static async Task<CannedHttp> StartAsync()
    {
        var server = new CannedHttp();
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        _asked.Enqueue($"{http.Request.Method} {http.Request.Path}");
        var (status, location, body) = Answer(http.Request.Path);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        if (location is not null)
            http.Response.Headers.Location = location;
        await http.Response.WriteAsync(body);
    }
}
