using System.Net;
using Ioc.Mqtt.Tests.Rig;
using Ioc.Mqtt.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ioc.Mqtt.Tests.Foreign;

/// <summary>A broker behind the way a foreign client is to come: <c>tcp</c>, <c>tls</c> or <c>ws</c>.</summary>
internal sealed class ForeignSite : IAsyncDisposable
{
    private WebApplication? _web;
    private CertificateIssuer? _authority;

    public required TestBroker Broker { get; init; }

    public required string Transport { get; init; }

    public int Port => _web is null ? Broker.Port : new Uri(_web.Urls.First()).Port;

    /// <summary>Who signed the server's certificate; null without TLS.</summary>
    public string? AuthorityFile => _authority?.AuthorityFile;

    public static async Task<ForeignSite> StartAsync(string transport)
    {
        CertificateIssuer? authority = null;
        MqttEndpoint? endpoint = null;
        if (transport == "tls")
        {
            authority = new CertificateIssuer();
            authority.WriteServer();
            var tls = new TlsEndpoint { CertificateFile = authority.CertificateFile, KeyFile = authority.KeyFile };
            endpoint = new MqttEndpoint { Address = IPAddress.Loopback, Port = 0, Tls = tls };
        }

        TestBroker broker = await TestBroker.StartAsync(endpoint: endpoint);
        var site = new ForeignSite { Broker = broker, Transport = transport, _authority = authority };
        if (transport == "ws") site._web = await WebAsync(broker);
        return site;
    }

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        if (_web is not null) await _web.DisposeAsync();
        _authority?.Dispose();
    }

    private static async Task<WebApplication> WebAsync(TestBroker broker)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(broker.Broker);
        WebApplication web = builder.Build();
        web.UseWebSockets();
        web.MapMqttWebSocket();
        await web.StartAsync();
        return web;
    }
}
