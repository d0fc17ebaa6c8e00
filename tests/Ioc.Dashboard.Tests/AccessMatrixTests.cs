using System.Net;
using Ioc.Dashboard.Access;
using Ioc.Dashboard.Live;
using Ioc.Devices;
using Ioc.Devices.Broadcasts;
using Ioc.Devices.Units;
using Ioc.Silo.Accounts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Dashboard.Tests;

/// <summary>Every endpoint and every method of the hub, for every role, held over the whole centre, where the target is, and in the next commune.</summary>
public sealed class AccessMatrixTests : IAsyncLifetime
{
    private static readonly string[] Places = ["whole", "14758", "14759"];

    private DashboardServer _server = null!;
    private Unit[] _units = [];
    private Device[] _devices = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string[] Roles { get; } = [.. Enum.GetValues<AccountRole>().Select(role => char.ToLowerInvariant(role.ToString()[0]) + role.ToString()[1..])];

    public async ValueTask InitializeAsync()
    {
        _server = await DashboardServer.StartAsync();
        _units = [.. _server.Registry.Current.Units.Values];
        _devices = [.. _server.Registry.Current.DevicesById.Values.OrderBy(device => device.Handle)];
        foreach (AccountRole role in Enum.GetValues<AccountRole>())
        {
            foreach (string place in Places) await _server.AddAsync(Name(role.ToString(), place), new Grant(role, place == "whole" ? null : place));
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public void Every_endpoint_and_every_method_of_the_hub_has_a_rule_and_a_line_in_the_matrix()
    {
        string[] endpoints =
        [
            .. _server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).Select(endpoint =>
                endpoint.Metadata.OfType<OperationName>().LastOrDefault()?.Name ?? endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? endpoint.DisplayName!),
        ];
        string[] methods =
        [
            .. typeof(LiveHub).GetMethods(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.DeclaredOnly)
                .Where(method => !method.IsSpecialName && method.GetBaseDefinition().DeclaringType == typeof(LiveHub)).Select(method => $"live.{method.Name}"),
        ];
        string[] there = [.. endpoints.Concat(methods).Distinct().Order(StringComparer.Ordinal)];
        Assert.True(there.Length > 40, $"only {there.Length} operations found");
        Assert.Equal(there, AccessTable.Operations.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(there, AccessMatrix.Probes.Select(probe => probe.Operation).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Everybody_may_what_the_matrix_says_and_nothing_else()
    {
        var wrong = new List<string>();
        foreach (AccessProbe probe in AccessMatrix.Probes)
        {
            foreach (string role in Roles)
            {
                foreach (string place in Places)
                {
                    bool allowed = await TryAsync(probe, Name(role, place));
                    if (allowed != probe.Allows(role, place)) wrong.Add($"{probe}: {role} at {place} {(allowed ? "may" : "may not")}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Without_an_account_only_what_is_open_answers()
    {
        foreach (AccessProbe probe in AccessMatrix.Probes.Where(probe => probe.Method.Length > 0 && probe.IsSignedIn && probe.Operation != "metrics"))
        {
            using HttpClient client = _server.Client();
            using HttpResponseMessage response = await client.SendAsync(Request(probe, ("x", "x", "x")), Stop);
            Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, $"{probe}: {response.StatusCode}");
        }
    }

    [Fact]
    public async Task Lists_show_nothing_of_the_next_commune()
    {
        await ResetAsync();
        _server.Registry.Boundaries["14758"] = """{"type":"Polygon","coordinates":[]}""";
        foreach (AccessProbe probe in AccessMatrix.Probes.Where(probe => probe is { Place: AccessPlace.Filtered, Method: "GET" }))
        {
            string[] marks = ["ls-1", "ap-1", "14758", "\"b-0\"", "\"target\""];
            string there = await ReadAsync(probe, "administrator@14759");
            Assert.DoesNotContain(marks, mark => there.Contains(mark, StringComparison.Ordinal));
            string here = await ReadAsync(probe, "administrator@14758");
            if (probe.Operation is not ("showSystem" or "showTelemetry" or "listLabels" or "showCounts")) Assert.Contains(marks, mark => here.Contains(mark, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_role_on_a_group_reaches_the_groups_devices_and_no_others()
    {
        await _server.AddAsync("group.editor", new Grant(AccountRole.Editor, Group: "schools"));
        _server.Registry.Replace(_units, [.. _devices.Select(device => device.Id == "ls-2" ? device with { Loudspeaker = device.Loudspeaker! with { Groups = ["schools"] } } : device)]);
        using HttpClient client = _server.Client("group.editor");
        Assert.Equal(["ls-2"], (await (await client.GetAsync("/api/v1/devices", Stop)).JsonAsync()).GetProperty("items").Strings("id"));
        Assert.Equal(["14759", "38"], (await (await client.GetAsync("/api/v1/units", Stop)).JsonAsync()).GetProperty("items").Strings("code"));
        await (await client.GetAsync("/api/v1/devices/ls-3", Stop)).ProblemAsync(HttpStatusCode.NotFound);
        await (await client.PostAsync("/api/v1/broadcasts/preview", DashboardServer.Json("""{"devices":["ls-2"]}"""), Stop)).JsonAsync();
        await (await client.PostAsync("/api/v1/broadcasts/preview", DashboardServer.Json("""{"units":["14759"]}"""), Stop)).ProblemAsync(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_broadcast_to_the_province_is_seen_in_the_commune_but_stopped_only_by_who_answers_for_all_of_it()
    {
        await ResetAsync();
        await OrderAsync("b-9", ["38"], ["ls-2"]);
        using HttpClient commune = _server.Client("operator@14758");
        System.Text.Json.JsonElement seen = await (await commune.GetAsync("/api/v1/broadcasts/b-9", Stop)).JsonAsync();
        Assert.Empty(seen.GetProperty("devices").EnumerateArray());
        Assert.Equal((0, 0), (seen.GetProperty("total").GetInt32(), seen.GetProperty("counts").GetProperty("queued").GetInt32()));
        System.Text.Json.JsonElement own = await (await commune.GetAsync("/api/v1/broadcasts/b-0", Stop)).JsonAsync();
        Assert.Equal((2, 2), (own.GetProperty("total").GetInt32(), own.GetProperty("counts").GetProperty("queued").GetInt32()));
        Assert.Contains("units", await (await commune.PostAsync("/api/v1/broadcasts/b-9/cancel", null, Stop)).ProblemAsync(HttpStatusCode.Forbidden));
        Assert.Equal(["ls-1"], (await (await commune.GetAsync("/api/v1/broadcasts/b-9/deliveries", Stop)).JsonAsync()).GetProperty("items").Strings("deviceId"));
        await (await _server.Client("operator@whole").PostAsync("/api/v1/broadcasts/b-9/cancel", null, Stop)).JsonAsync();
    }

    [Fact]
    public async Task Nobody_takes_a_device_from_others_or_gives_what_they_do_not_have()
    {
        using HttpClient engineer = _server.Client("engineer@14759");
        const string Taken = """{"devices":[{"id":"ls-1","kind":"loudspeaker","name":"x","unitCode":"14759","latitude":19.8,"longitude":105.7,"loudspeaker":{"horns":1,"powerWatts":60,"audibleRadiusMetres":300,"groups":[]}}]}""";
        await (await engineer.PutAsync("/api/v1/devices", DashboardServer.Json(Taken), Stop)).JsonAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("14758", _server.Registry.Current.DevicesById["ls-1"].UnitCode);
        using HttpClient administrator = _server.Client("administrator@14758");
        foreach (string grant in (string[])["""{"role":"administrator"}""", """{"role":"viewer","unitCode":"38"}""", """{"role":"viewer","unitCode":"14759"}""", """{"role":"viewer","group":"all"}"""])
        {
            HttpResponseMessage refused = await administrator.PutAsync("/api/v1/users/friend", DashboardServer.Json($$"""{"password":"twelve-letters-or-more","grants":[{{grant}}]}"""), Stop);
            Assert.Contains("may not give", await refused.ProblemAsync(HttpStatusCode.Forbidden));
        }

        HttpResponseMessage seized = await administrator.PutAsync("/api/v1/users/administrator@whole/password", DashboardServer.Json("""{"password":"twelve-letters-or-more"}"""), Stop);
        await seized.ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_tokens_permissions_narrow_what_its_account_may_and_an_end_ends_it()
    {
        (string token, AccountToken entry) = await _server.Tokens.CreateAsync("administrator", "t", [Permission.See], _server.Time.GetUtcNow().AddDays(1), Stop);
        using HttpClient client = _server.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        await (await client.GetAsync("/api/v1/devices", Stop)).JsonAsync();
        await (await client.DeleteAsync("/api/v1/devices/ls-1", Stop)).ProblemAsync(HttpStatusCode.Forbidden);
        await (await client.GetAsync("/api/v1/users", Stop)).ProblemAsync(HttpStatusCode.Forbidden);
        _server.Time.Advance(TimeSpan.FromDays(1));
        await (await client.GetAsync("/api/v1/devices", Stop)).ProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Null(_server.Tokens.Find(entry.Id));
    }

    private static string Name(string role, string place) => $"{role.ToLowerInvariant()}@{place}";

    private static HttpRequestMessage Request(AccessProbe probe, (string Token, string Session, string Invitation) ids) => new(
        new HttpMethod(probe.Method), probe.Path
            .Replace("{token}", ids.Token, StringComparison.Ordinal).Replace("{session}", ids.Session, StringComparison.Ordinal).Replace("{invitation}", ids.Invitation, StringComparison.Ordinal))
    {
        Content = probe.Body is null ? null : DashboardServer.Json(probe.Body),
    };

    private async Task<bool> TryAsync(AccessProbe probe, string user)
    {
        (string Token, string Session, string Invitation) ids = await ResetAsync();
        if (probe.Method.Length == 0) return await TryHubAsync(probe, user);
        using HttpClient client = _server.Client(user);
        using HttpResponseMessage response = await client.SendAsync(Request(probe, ids), Stop);
        if (probe.Place == AccessPlace.Open) return response.StatusCode != HttpStatusCode.InternalServerError;
        int status = (int)response.StatusCode;
        bool refused = status is 401 or 403 or 404 or 422 || (status == 400 && (await response.Content.ReadAsStringAsync(Stop)).Contains("Unknown", StringComparison.Ordinal));
        Assert.True(refused || status < 300, $"{probe} as {user}: {status} {await response.Content.ReadAsStringAsync(Stop)}");
        return !refused;
    }

    private async Task<bool> TryHubAsync(AccessProbe probe, string user)
    {
        await using HubClient client = await HubClient.ConnectAsync(_server, _server.TokenOf(user), Stop);
        await client.InvokeAsync(probe.Operation.Split('.')[1], probe.Path, Stop);
        return !(await client.NextAsync(Stop)).TryGetProperty("error", out _);
    }

    private async Task<string> ReadAsync(AccessProbe probe, string user) =>
        await (await _server.Client(user).GetAsync(probe.Path, Stop)).Content.ReadAsStringAsync(Stop);

    /// <summary>As at the beginning, whatever the last probe did; answers ids of a token and a session of "target", and of an invitation.</summary>
    private async Task<(string Token, string Session, string Invitation)> ResetAsync()
    {
        _server.Registry.Replace(_units, _devices);
        await _server.Accounts.RemoveAsync("target", Stop);
        await _server.Accounts.RemoveAsync("fresh", Stop);
        await _server.AddAsync("target", new Grant(AccountRole.Viewer, "14758"));
        await OrderAsync("b-0", ["14758"], []);
        string session = await _server.Services.GetRequiredService<ISessions>().OpenAsync(new NewSession("target", null, null, null, false), Stop);
        (_, Invitation invitation) = await _server.Services.GetRequiredService<IInvitations>()
            .CreateAsync("b-0.guest", "", [new Grant(AccountRole.Viewer, "14758")], "somebody", TimeSpan.FromDays(1), Stop);
        return ((await _server.Tokens.CreateAsync("target", "t", null, null, Stop)).Entry.Id, Secret.Key(session)[..16], invitation.Id);
    }

    private Task<Silo.Changes.BroadcastBrief> OrderAsync(string id, string[] units, string[] devices) => _server.Broadcasts.OrderAsync(
        new Broadcast
        {
            Id = id, Level = BulletinLevel.Routine, Title = "t", Text = "t", TargetUnits = units, TargetDevices = devices, AudioPath = "/media/x.wav", AudioSeconds = 1, AudioSha256 = "x",
            CreatedBy = "somebody", CreatedAt = DateTimeOffset.UnixEpoch, ExpiresAt = DateTimeOffset.UnixEpoch,
        },
        Stop);
}
