using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Ioc.Host.Serving;
using Ioc.Mqtt;
using Ioc.Mqtt.Client;

namespace Ioc.Host.Tests.Serving;

public sealed class ServeTests
{
    [Fact]
    public async Task A_new_server_lets_its_first_administrator_in_by_token_and_by_password()
    {
        await using var running = await RunningServer.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(running.Server.Address.Url) };
        var token = (await File.ReadAllTextAsync(Path.Combine(running.Data, "admin.token"))).Trim();
        var password = (await File.ReadAllTextAsync(Path.Combine(running.Data, "admin.password"))).Trim();

        using var refused = await http.GetAsync("/api/v1/system");
        using var byPassword = await http.PostAsJsonAsync("/api/v1/session", new { userName = "admin", password });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var byToken = await http.GetAsync("/api/v1/session");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.True(byPassword.IsSuccessStatusCode, $"{byPassword.StatusCode}");
        using var session = JsonDocument.Parse(await byToken.Content.ReadAsStringAsync());
        Assert.Equal(("admin", "administrator"), (session.RootElement.GetProperty("userName").GetString(), session.RootElement.GetProperty("role").GetString()));
    }

    [Fact]
    public async Task Secrets_and_the_directory_are_the_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix file modes");
            return;
        }

        await using var running = await RunningServer.StartAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(running.Data));
        foreach (var secret in new[] { "admin.token", "admin.password" })
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(running.Data, secret)));
        }
    }

    [Fact]
    public async Task The_address_file_tells_where_and_who_and_goes_away_with_the_server()
    {
        await using var running = await RunningServer.StartAsync();
        var file = Path.Combine(running.Data, "server.url");
        using var address = JsonDocument.Parse(await File.ReadAllTextAsync(file));

        using var http = new HttpClient();
        using var health = await http.GetAsync(address.RootElement.GetProperty("url").GetString() + "/healthz");
        using var mqtt = new TcpClient();
        await mqtt.ConnectAsync("127.0.0.1", address.RootElement.GetProperty("mqttPort").GetInt32());

        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal(Environment.ProcessId, address.RootElement.GetProperty("pid").GetInt32());
        await running.StopAsync();
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task A_restart_keeps_units_devices_users_and_tokens()
    {
        await using var running = await RunningServer.StartAsync();
        await running.ImportUnitsAsync();
        var credential = await running.DoneAsync("device add loa-1 --kind loudspeaker --unit 00001 --lat 19.8 --lon 105.6");
        await running.DoneAsync("user add lan --role operator");
        var token = (await running.DoneAsync("token create --user lan")).Trim();
        var before = await running.DoneAsync("export devices");

        await running.StopAsync();
        await running.StartAgainAsync();

        Assert.Matches("^[A-Za-z0-9_-]{43}\n$", credential);
        Assert.Equal(before, await running.DoneAsync("export devices"));
        Assert.Contains("loa-1\tloudspeaker\tunknown\t00001\t-\tloa-1", await running.DoneAsync("device list"), StringComparison.Ordinal);
        var (code, _, error) = await running.IocAsync($"device remove loa-1 --token {token}");
        Assert.Equal(1, code);
        Assert.NotEqual("", error);
        await running.DoneAsync("device remove loa-1");
    }

    [Fact]
    public async Task Deleted_secrets_stay_deleted()
    {
        await using var running = await RunningServer.StartAsync();
        await running.StopAsync();
        File.Delete(Path.Combine(running.Data, "admin.token"));
        File.Delete(Path.Combine(running.Data, "admin.password"));

        await running.StartAgainAsync();

        Assert.False(File.Exists(Path.Combine(running.Data, "admin.token")));
        Assert.False(File.Exists(Path.Combine(running.Data, "admin.password")));
    }

    [Fact]
    public async Task A_second_server_on_the_same_directory_is_refused_by_name()
    {
        await using var running = await RunningServer.StartAsync();

        var (second, problem) = await Server.StartAsync(running.Options, TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Null(second);
        Assert.Contains($"process {Environment.ProcessId}", problem, StringComparison.Ordinal);
        Assert.Contains(running.Data, problem, StringComparison.Ordinal);
        await running.DoneAsync("device list");
    }

    [Fact]
    public async Task MQTT_over_WebSocket_is_on_the_HTTP_port_and_asks_for_the_devices_own_sign_in()
    {
        await using var running = await RunningServer.StartAsync();
        using var http = new HttpClient();
        using var page = await http.GetAsync(running.Server.Address.Url + "/mqtt");
        Assert.Equal(HttpStatusCode.UpgradeRequired, page.StatusCode);

        await using var client = new MqttClient();
        var result = await client.ConnectAsync(new MqttClientOptions
        {
            Host = "127.0.0.1",
            Port = new Uri(running.Server.Address.Url).Port,
            Transport = ClientTransport.WebSocket,
            ClientId = "stranger",
        });
        Assert.Equal(ReasonCode.BadUserNameOrPassword, result.Reason);
    }

    [Fact]
    public async Task A_port_in_use_is_named_and_the_directory_is_free_again()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var running = await RunningServer.StartAsync();
        await running.StopAsync();

        var options = running.Options with { Port = ((IPEndPoint)taken.LocalEndpoint).Port };
        var (server, problem) = await Server.StartAsync(options, TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Null(server);
        Assert.Contains("--port", problem, StringComparison.Ordinal);
        await running.StartAgainAsync();
    }

    [Fact]
    public async Task A_demo_fills_an_empty_registry_once_and_plays_it_over_TCP()
    {
        await using var running = await RunningServer.StartAsync();
        await running.StopAsync();
        var options = running.Options with { Demo = true, DemoDevices = 30 };
        for (var start = 0; start < 2; start++)
        {
            var (server, problem) = await Server.StartAsync(options, TimeProvider.System, TestContext.Current.CancellationToken);
            Assert.True(server is not null, problem);
            await using (server)
            {
                Assert.Equal(30, server.Twins);
                await UntilAllAreHeardAsync(server, running.Data);
            }
        }
    }

    /// <summary>The simulator is a client like any other, so there is nothing to wait on but what the server tells clients.</summary>
    private static async Task UntilAllAreHeardAsync(Server server, string data)
    {
        using var http = new HttpClient { BaseAddress = new Uri(server.Address.Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(data, "admin.token"))).Trim());
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var attempt = 0; attempt < 600; attempt++)
        {
            var page = await http.GetFromJsonAsync<JsonElement>("/api/v1/devices?health=unknown", TestContext.Current.CancellationToken);
            if (page.GetProperty("total").GetInt32() == 0)
            {
                return;
            }

            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        Assert.Fail("within a minute not every simulated device was heard");
    }
}
