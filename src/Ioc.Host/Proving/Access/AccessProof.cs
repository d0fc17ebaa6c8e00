using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Ioc.Host.Terminals;
using Ioc.Mqtt;
using Ioc.Mqtt.Client;

namespace Ioc.Host.Proving.Access;

/// <summary>
/// A real server with two communes that have the same things each (a loudspeaker in alarm, a broadcast, a viewer), and an account of every role in both and
/// over the whole. Ids end in the commune's letter, so that whatever shows the other commune's shows it by name.
/// </summary>
internal sealed class AccessProof : IAsyncDisposable
{
    public const string Here = "00001";
    public const string There = "00002";

    /// <summary>A group that has one device, <c>gr-a</c>, which stands in <see cref="Here"/>.</summary>
    public const string Group = "schools";

    public const string Password = "bốn con chim sẻ";

    /// <summary>What ids of a commune's things begin with, before its letter.</summary>
    public static readonly IReadOnlyList<string> Prefixes = ["ls", "bc", "sp", "gr", "cl", "cm"];

    public static readonly IReadOnlyList<string> Roles = ["viewer", "fieldTeam", "editor", "operator", "approver", "engineer", "administrator"];

    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);
    private readonly List<HttpClient> _clients = [];

    private AccessProof(Terminal terminal, AccessTally tally, ChildServer server, CannedHttp provider, int guesses)
    {
        (Time, Tally, Server, Provider, Guesses) = (terminal.Time, tally, server, provider, guesses);
        Credentials = new Dictionary<string, string>();
    }

    public TimeProvider Time { get; }

    public AccessTally Tally { get; }

    public ChildServer Server { get; }

    /// <summary>What the server has for the province's identity provider.</summary>
    public CannedHttp Provider { get; }

    public int Guesses { get; }

    /// <summary>Of the devices, by id.</summary>
    public IReadOnlyDictionary<string, string> Credentials { get; private set; }

    /// <summary>Of the alert that is open in a commune.</summary>
    public Dictionary<string, string> Alerts { get; } = [];

    /// <summary>What stands in calls for a commune's things, by commune and mark.</summary>
    public Dictionary<string, IReadOnlyDictionary<string, string>> Things { get; } = [];

    public static async Task<AccessProof> StartAsync(Terminal terminal, AccessTally tally, int guesses)
    {
        var directory = Directory.CreateTempSubdirectory("ioc-access-").FullName;
        var provider = await CannedHttp.StartAsync();
        // People of a whole province would not come from one address; this proof does.
        await File.WriteAllTextAsync(
            Path.Combine(directory, "ioc.json"), $$"""{"passwordAttemptsPerMinute":1000,"identityProvider":{"authority":"http://127.0.0.1:{{provider.Port}}","clientId":"ioc"} }""");
        var proof = new AccessProof(terminal, tally, await ChildServer.StartOnAsync(directory), provider, guesses);
        await proof.FillAsync();
        return proof;
    }

    /// <summary>The letter that everything of a commune ends in.</summary>
    public static string Letter(string commune) => commune == Here ? "a" : "b";

    public static string User(string role, string place) => $"{role.ToLowerInvariant()}.{(place.Length == 0 ? "whole" : place == Group ? "group" : Letter(place))}";

    public static JsonObject Loudspeaker(string id, string commune, params string[] groups)
    {
        var device = (JsonObject)SmallProvince.Loudspeaker(id, periodSeconds: 3_600);
        device["unitCode"] = commune;
        device["loudspeaker"]!["groups"] = new JsonArray([.. groups.Select(group => (JsonNode)group)]);
        return device;
    }

    /// <summary>A client that sends nothing to say who it is, keeps no cookies and follows nobody.</summary>
    public HttpClient Stranger()
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Server.Url };
        _clients.Add(client);
        return client;
    }

    public HttpClient As(string user)
    {
        var client = Stranger();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _tokens[user]);
        return client;
    }

    public string TokenOf(string user) => _tokens[user];

    public static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    /// <summary>Signs in as a browser does; answers the cookie's pair, and that of the known browser.</summary>
    public async Task<(HttpStatusCode Status, string Session, string Browser)> SignInAsync(string user, string password, string? cookies = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/session") { Content = JsonContent.Create(new { userName = user, password }) };
        if (cookies is not null)
            request.Headers.Add("Cookie", cookies);
        request.Headers.Add("X-Ioc-Request", "1");
        using var response = await Stranger().SendAsync(request);
        var set = response.Headers.TryGetValues("Set-Cookie", out var found) ? found.Select(cookie => cookie.Split(';')[0]).ToList() : [];
        return (response.StatusCode, set.Find(pair => pair.StartsWith("ioc_session=", StringComparison.Ordinal)) ?? "", set.Find(pair => pair.StartsWith("ioc_browser=", StringComparison.Ordinal)) ?? "");
    }

    public async Task<HttpStatusCode> WithCookieAsync(HttpMethod method, string path, string cookie, bool ours = true)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Cookie", cookie);
        if (ours)
            request.Headers.Add("X-Ioc-Request", "1");
        using var response = await Stranger().SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>As the first administrator, where the answer has nothing to say.</summary>
    public async Task DoAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await Server.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The device's telemetry, acknowledged.</summary>
    public async Task SayAsync(string deviceId, string telemetry)
    {
        await using var client = new MqttClient(Time);
        await client.ConnectAsync(new MqttClientOptions { Host = "127.0.0.1", Port = Server.MqttPort, ClientId = deviceId, UserName = deviceId, Password = Credentials[deviceId] });
        await client.PublishAsync($"ioc/v1/loudspeaker/{deviceId}/telemetry", Encoding.UTF8.GetBytes(telemetry), QualityOfService.AtLeastOnce);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await Server.DisposeAsync();
        await Provider.DisposeAsync();
    }

    private async Task FillAsync()
    {
        await SmallProvince.RegisterUnitsAsync(Server);
        await Server.SendAsync(HttpMethod.Put, "/api/v1/units", new { units = new[] { new { code = There, name = "Suối Mây", fullName = "Xã Suối Mây", level = "commune", parentCode = "99" } } });
        Credentials = await SmallProvince.RegisterAsync(Server, Loudspeaker("ls-a", Here), Loudspeaker("ls-b", There), Loudspeaker("gr-a", Here, Group));
        foreach (var place in (string[])["", Group, Here, There])
        {
            foreach (var role in Roles)
                await AddAsync(User(role, place), role, place);
        }

        foreach (var commune in (string[])[Here, There])
        {
            var id = "ls-" + Letter(commune);
            await SayAsync(id, """{"line_state":"open","volume_percent":70}""");
            var alerts = await Server.UntilAsync($"/api/v1/alerts?device={id}&condition=speaker-line-open", page => page["items"]!.AsArray().Count > 0);
            Alerts[commune] = (string)alerts["items"]![0]!["id"]!;
            await Server.SendAsync(HttpMethod.Post, "/api/v1/broadcasts", new { id = "bc-" + Letter(commune), level = "routine", title = "Bản tin", text = "Xin chào", units = new[] { commune }, devices = Array.Empty<string>() });
            Things[commune] = await AccessThings.MakeAsync(this, commune);
        }
    }

    private async Task AddAsync(string user, string role, string place)
    {
        var grants = new[] { place.Length == 0 ? new JsonObject { ["role"] = role } : new JsonObject { ["role"] = role, [place == Group ? "group" : "unitCode"] = place } };
        await Server.SendAsync(HttpMethod.Put, $"/api/v1/users/{user}", new { password = Password, grants });
        var made = await Server.SendAsync(HttpMethod.Post, $"/api/v1/users/{user}/tokens", new { label = "proof" });
        _tokens[user] = (string)made["token"]!;
    }
}
