using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ioc.Dashboard.Tests.Fakes;
using Ioc.Silo.Accounts;
using Ioc.Silo.Alerts;
using Ioc.Silo.Audit;
using Ioc.Silo.Broadcasts;
using Ioc.Silo.Exports;
using Ioc.Silo.History;
using Ioc.Silo.Intake;
using Ioc.Silo.Provisioning;
using Ioc.Silo.Registry;
using Ioc.Silo.Rejections;
using Ioc.Silo.Series;
using Ioc.Silo.Sizes;
using Ioc.Silo.Storage;
using Ioc.Silo.Twins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ioc.Dashboard.Tests;

/// <summary>The people's edge on a real Kestrel on loopback, before fakes of the silo.</summary>
internal sealed class DashboardServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _directory;
    private readonly bool _worriesExpected;
    private readonly ConcurrentDictionary<string, string> _tokens = new();

    private DashboardServer(WebApplication app, DirectoryInfo directory, bool worriesExpected)
    {
        _app = app;
        _directory = directory;
        _worriesExpected = worriesExpected;
    }

    public ManualTime Time => (ManualTime)Get<TimeProvider>();

    public FakeRegistry Registry => (FakeRegistry)Get<IRegistry>();

    public FakeEngine Engine => (FakeEngine)Get<ITwinEngine>();

    public IAccounts Accounts => Get<IAccounts>();

    public ITokens Tokens => Get<ITokens>();

    public FakeAlerts Alerts => (FakeAlerts)Get<IAlerts>();

    public FakeHistory History => (FakeHistory)Get<IHealthHistory>();

    public FakeAudit Audit => (FakeAudit)Get<IAuditLog>();

    public FakeDeviceAccess DeviceAccess => (FakeDeviceAccess)Get<IDeviceAccess>();

    public FakeSeries Series => (FakeSeries)Get<ISeries>();

    public FakeExport Export => (FakeExport)Get<ITelemetryExport>();

    public FakeBroadcasts Broadcasts => (FakeBroadcasts)Get<IBroadcasts>();

    public FakeIntake Intake => (FakeIntake)Get<IIntake>();

    public LogKeeper Log => Get<LogKeeper>();

    public IServiceProvider Services => _app.Services;

    public string DataDirectory => _directory.FullName;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <param name="configure">Changes the options.</param>
    /// <param name="prepare">Fills the data directory before the start; <c>wwwroot</c> under it is the web app.</param>
    /// <param name="worriesExpected">Warnings and errors in the log are part of the test.</param>
    /// <param name="add">Parts that a whole server has and most tests do not need.</param>
    public static async Task<DashboardServer> StartAsync(
        Func<DashboardOptions, DashboardOptions>? configure = null, Action<DirectoryInfo>? prepare = null, bool worriesExpected = false,
        Action<IServiceCollection>? add = null)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("ioc-dashboard-");
        DirectoryInfo web = directory.CreateSubdirectory("wwwroot");
        File.WriteAllText(Path.Combine(web.FullName, "index.html"), "<!doctype html><title>ioc</title>");
        prepare?.Invoke(directory);
        var options = new DashboardOptions { DataDirectory = directory.FullName, WebRootDirectory = web.FullName, Version = "test", SpeechProgram = "" };
        options = configure?.Invoke(options) ?? options;

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        var log = new LogKeeper();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseKestrelHttpsConfiguration().UseUrls("http://127.0.0.1:0");
        AddFakes(builder.Services, log);
        builder.Services.AddSingleton(new StoreOptions { DataDirectory = directory.FullName, PasswordRounds = 1_000 });
        builder.Services.AddSingleton(_ => new OperationsDatabase(directory.FullName));
        builder.Services.AddAccounts();
        builder.Services.AddDashboard(options);
        add?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        app.MapDashboard();
        await app.StartAsync();
        var server = new DashboardServer(app, directory, worriesExpected);
        foreach (AccountRole role in (AccountRole[])[AccountRole.Viewer, AccountRole.Operator, AccountRole.Administrator]) await server.AddAsync(role.ToString(), new Grant(role));
        return server;
    }

    /// <summary>The user's token, made when first asked for.</summary>
    public string TokenOf(string user) => _tokens.GetOrAdd(
        user, name => Tokens.CreateAsync(name, "test", permissions: null, expiresAt: null, CancellationToken.None).GetAwaiter().GetResult().Token);

    /// <summary>An account whose password is "NAME-password".</summary>
    public async Task AddAsync(string user, params Grant[] grants) =>
        Assert.True(await Accounts.AddAsync(new NewAccount(user, user.ToLowerInvariant() + "-password", grants), CancellationToken.None));

    /// <summary>A client that sends the user's token; null: nothing.</summary>
    public HttpClient Client(string? user = null)
    {
        var client = new HttpClient(new TypedRefusals { InnerHandler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false } }) { BaseAddress = Address };
        if (user is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(user));
        return client;
    }

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    public static StringContent Json(object value) => Json(JsonSerializer.Serialize(value, JsonSerializerOptions.Web));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        string[] worries = [.. Log.Worries];
        await _app.DisposeAsync();
        _directory.Delete(recursive: true);
        if (!_worriesExpected) Assert.Empty(worries);
    }

    private static void AddFakes(IServiceCollection services, LogKeeper log)
    {
        services.AddSingleton(log);
        services.AddSingleton<TimeProvider>(new ManualTime());
        services.AddSingleton<FakeRegistry>();
        services.AddSingleton<IRegistry>(provider => provider.GetRequiredService<FakeRegistry>());
        services.AddSingleton<ITwinEngine, FakeEngine>();
        services.AddSingleton<IAlerts>(provider => new FakeAlerts(provider.GetRequiredService<FakeRegistry>()));
        services.AddSingleton<IAuditLog, FakeAudit>();
        services.AddSingleton<IDeviceAccess, FakeDeviceAccess>();
        services.AddSingleton<IClaims, FakeClaims>();
        services.AddSingleton<ISeries, FakeSeries>();
        services.AddSingleton<IBroadcasts, FakeBroadcasts>();
        services.AddSingleton<IHealthHistory, FakeHistory>();
        services.AddSingleton<IRejections, FakeRejections>();
        services.AddSingleton<IIntake, FakeIntake>();
        services.AddSingleton<ITelemetryExport, FakeExport>();
        services.AddSingleton<ITelemetrySizes, FakeSizes>();
    }

    private T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();
}
