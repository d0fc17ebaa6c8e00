using System.Net;
using System.Text.Json;
using Ioc.Dashboard.Access;
using Ioc.Dashboard.Auditing;
using Ioc.Silo.Audit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Dashboard.Tests;

public sealed class AuditTests
{
    internal const string Device =
        """{"id":"ls-9","kind":"loudspeaker","name":"Cụm loa mới","unitCode":"14758","latitude":19.8,"longitude":105.7,"loudspeaker":{"horns":2,"powerWatts":50,"audibleRadiusMetres":300,"groups":[]}}""";

    public static TheoryData<string, string, string, string> Writes => new()
    {
        { "POST", "/api/v1/alerts/a-1/acknowledge", "", AuditActions.AlertAcknowledged },
        { "PUT", "/api/v1/devices", $$"""{"devices":[{{Device}}]}""", AuditActions.DeviceAdded },
        { "DELETE", "/api/v1/devices/ls-1", "", AuditActions.DeviceRemoved },
        { "POST", "/api/v1/devices/ls-1/credential", """{"graceHours":24}""", AuditActions.CredentialRotated },
        { "POST", "/api/v1/devices/credentials", """{"deviceIds":["ls-1","ls-2"]}""", AuditActions.CredentialRotated },
        { "DELETE", "/api/v1/devices/ls-1/credential", "", AuditActions.CredentialRevoked },
        { "PUT", "/api/v1/devices/ls-1/certificates", """{"identity":"cn:SN-1"}""", AuditActions.CertificateMapped },
        { "PUT", "/api/v1/units", """{"units":[{"code":"14760","name":"Pù Nhi","level":"commune","parentCode":"38","latitude":20.5,"longitude":104.5}]}""", AuditActions.UnitsImported },
        { "PUT", "/api/v1/units/boundaries", """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"14758"},"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4],[5,6],[1,2]]]}}]}""", AuditActions.BoundariesImported },
        { "POST", "/api/v1/broadcasts", """{"level":"routine","title":"t","text":"Thông báo","exercise":false,"units":["14758"],"devices":[]}""", AuditActions.BroadcastOrdered },
        { "POST", "/api/v1/strangers/adopt", $$"""{"device":{{Device}}}""", AuditActions.StrangerAdopted },
        { "POST", "/api/v1/strangers/block", """{"clientId":"pest"}""", AuditActions.StrangerBlocked },
        { "POST", "/api/v1/claims", """{"claims":[{"kind":"loudspeaker"}]}""", AuditActions.ClaimsCreated },
        { "DELETE", "/api/v1/claims/c-1", "", AuditActions.ClaimRevoked },
        { "POST", "/api/v1/claims/use", $$"""{"code":"GOOD","device":{{Device}}}""", AuditActions.ClaimUsed },
        { "POST", "/api/v1/devices/exported?count=3", "", AuditActions.DataExported },
        { "GET", "/api/v1/series/export?device=ls-1&metric=clients", "", AuditActions.DataExported },
        { "GET", "/api/v1/audit/export", "", AuditActions.AuditExported },
    };

    [Fact]
    public async Task Every_write_says_what_it_leaves_in_the_audit()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        string[] silent =
        [
            .. server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/v1/", StringComparison.Ordinal)
                    && endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName is { } name && !PeopleAudit.Operations.ContainsKey(name) && !PeopleAudit.Quiet.Contains(name)
                    && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Any(method => method != "GET") == true
                    && endpoint.Metadata.GetMetadata<AuditedAs>() is null)
                .Select(endpoint => endpoint.DisplayName!),
        ];
        Assert.Empty(silent);
    }

    [Fact]
    public async Task Whoever_spends_all_first_is_written_down_all_the_same_and_what_was_left_out_is_counted()
    {
        await using DashboardServer server = await DashboardServer.StartAsync(options => options with { CostPerMinute = CallCost.Whole });
        using HttpClient viewer = server.Client("viewer");
        var limiter = server.Services.GetRequiredService<CostLimiter>();
        while (limiter.TryTake(CallOf("viewer"), new CallCost(1)))
        {
            // Until the account has nothing left.
        }

        const int Tries = 30;
        for (int attempt = 0; attempt < Tries; attempt++) await (await viewer.DeleteAsync("/api/v1/devices/ls-1")).ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Equal(DashboardLimits.RefusalsPerMinute, server.Audit.Entries.Count);
        server.Time.Advance(TimeSpan.FromMinutes(1));
        await (await viewer.DeleteAsync("/api/v1/devices/ls-1")).ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Equal($"{Tries - DashboardLimits.RefusalsPerMinute} more were not written", server.Audit.Entries[^1].Why);
        server.Time.Advance(TimeSpan.FromMinutes(1));
        await viewer.DeleteAsync("/api/v1/devices/ls-1");
        Assert.Null(server.Audit.Entries[^1].Why);
    }

    [Fact]
    public async Task Refused_sign_ins_that_name_nobody_are_so_many_a_minute_and_the_rest_is_counted()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        var refusals = server.Services.GetRequiredService<SignInRefusals>();
        const int Tries = 30;
        for (int attempt = 0; attempt < Tries; attempt++) await refusals.WriteAsync(new Microsoft.AspNetCore.Http.DefaultHttpContext(), "một mật khẩu gõ nhầm");
        Assert.Equal(DashboardLimits.NamelessRefusalsPerMinute, server.Audit.Entries.Count);
        await refusals.WriteAsync(new Microsoft.AspNetCore.Http.DefaultHttpContext(), "viewer");
        Assert.Equal((AuditSubject.Account("viewer"), null), (server.Audit.Entries[^1].Subject, server.Audit.Entries[^1].Why));
        server.Time.Advance(TimeSpan.FromMinutes(1));
        await refusals.WriteAsync(new Microsoft.AspNetCore.Http.DefaultHttpContext(), null);
        Assert.Equal($"{Tries - DashboardLimits.NamelessRefusalsPerMinute} more, of nobody known, were not written", server.Audit.Entries[^1].Why);
    }

    [Fact]
    public async Task What_somebody_may_not_is_written_down_before_it_is_refused_but_not_as_a_flood()
    {
        await using DashboardServer server = await DashboardServer.StartAsync(options => options with { CostPerMinute = CallCost.Whole });
        using HttpClient viewer = server.Client("viewer");
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.DeleteAsync("/api/v1/devices/ls-1")).StatusCode);
        AuditEntry entry = Assert.Single(server.Audit.Entries);
        Assert.Equal(
            (AuditActions.AccessRefused, AuditOutcome.Refused, "viewer", "127.0.0.1", "DELETE /api/v1/devices/{id}"),
            (entry.Action, entry.Outcome, entry.Actor.Name, entry.Address, entry.Subject?.Id));
        for (int attempt = 0; attempt < 200; attempt++) Assert.Equal(HttpStatusCode.Forbidden, (await viewer.DeleteAsync("/api/v1/devices/ls-1")).StatusCode);
        Assert.InRange(server.Audit.Entries.Count, 5, 100);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_write_leaves_who_did_it_from_where_and_why(string method, string path, string body, string action)
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        HttpResponseMessage response = await SendAsync(server, method, path, body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        AuditEntry entry = server.Audit.Entries[^1];
        Assert.Equal((action, "administrator", "token test", "127.0.0.1", "sửa loa"), (entry.Action, entry.Actor.Name, entry.Actor.Via, entry.Address, entry.Why));
        Assert.Equal(AuditOutcome.Done, entry.Outcome);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task What_can_not_be_written_down_is_not_done(string method, string path, string body, string action)
    {
        await using DashboardServer server = await DashboardServer.StartAsync(worriesExpected: true);
        server.Audit.IsAway = true;
        Assert.NotEmpty(action);
        await (await SendAsync(server, method, path, body)).ProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.True(server.Registry.Current.DevicesById.ContainsKey("ls-1"));
        Assert.False(server.Registry.Current.DevicesById.ContainsKey("ls-9"));
        Assert.False(server.Registry.Current.Units.ContainsKey("14760"));
        Assert.Empty(server.Registry.Credentials);
        Assert.Empty(server.Registry.Boundaries);
        Assert.Empty(server.DeviceAccess.Revoked);
        Assert.Empty(server.DeviceAccess.BlockedClients);
        Assert.Equal(["cn:SN-0"], server.DeviceAccess.Certificates.Keys);
        Assert.Equal(2, server.Alerts.Open.Count(alert => alert.State == Ioc.Devices.Alerts.AlertState.Raised));
    }

    [Fact]
    public async Task A_change_is_written_as_it_was_and_becomes_and_none_is_written_where_nothing_changes()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        await SendAsync(server, "PUT", "/api/v1/devices", $$"""{"devices":[{{Device}}]}""");
        await SendAsync(server, "PUT", "/api/v1/devices", $$"""{"devices":[{{Device}}]}""");
        Assert.Single(server.Audit.Entries);
        await SendAsync(server, "PUT", "/api/v1/devices", $$"""{"devices":[{{Device.Replace("mới", "cũ", StringComparison.Ordinal)}}]}""");
        AuditEntry entry = server.Audit.Entries[^1];
        Assert.Equal((AuditActions.DeviceChanged, "ls-9", "14758"), (entry.Action, entry.Subject?.Id, entry.UnitCode));
        Assert.Contains("mới", JsonSerializer.Serialize(entry.Before, Wire.WireJson.Options), StringComparison.Ordinal);
        Assert.Contains("cũ", JsonSerializer.Serialize(entry.After, Wire.WireJson.Options), StringComparison.Ordinal);
        await SendAsync(server, "PUT", "/api/v1/devices", $$"""{"devices":[{{Device.Replace("14758", "99", StringComparison.Ordinal)}}]}""");
        Assert.Equal(AuditOutcome.Failed, server.Audit.Entries[^1].Outcome);
    }

    [Fact]
    public async Task The_audit_is_searched_page_by_page_and_exported_without_running_in_a_spreadsheet()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        using HttpClient client = server.Client("administrator");
        foreach (string id in new[] { "=cmd", "b", "c" })
            await SendAsync(server, "POST", "/api/v1/strangers/block", $$"""{"clientId":"{{id}}"}""");
        JsonElement first = await (await client.GetAsync("/api/v1/audit?pageSize=2&action=stranger.blocked")).JsonAsync();
        Assert.Equal(["c", "b"], first.GetProperty("items").Strings("subject"));
        JsonElement rest = await (await client.GetAsync($"/api/v1/audit?pageSize=2&action=stranger.blocked&cursor={first.GetProperty("next").GetString()}")).JsonAsync();
        Assert.Equal(["=cmd"], rest.GetProperty("items").Strings("subject"));
        foreach (string wrong in new[] { "outcome=maybe", "from=yesterday", "unit=nowhere", "cursor=x", "actr=a" })
            await (await client.GetAsync("/api/v1/audit?" + wrong)).ProblemAsync(HttpStatusCode.BadRequest);

        string csv = await client.GetStringAsync("/api/v1/audit/export?action=stranger.blocked");
        Assert.Equal(4, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains(",'=cmd,", csv, StringComparison.Ordinal);
        string lines = await client.GetStringAsync("/api/v1/audit/export?format=jsonl&action=stranger.blocked");
        Assert.Equal("=cmd", JsonElement.Parse(lines.Split('\n')[0]).GetProperty("subject").GetString());
        using HttpClient operatorClient = server.Client("operator");
        await (await operatorClient.GetAsync("/api/v1/audit")).ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Equal(JsonValueKind.Null, (await (await client.PostAsync("/api/v1/audit/verify", null)).JsonAsync()).GetProperty("fault").ValueKind);
    }

    [Fact]
    public async Task What_costs_is_limited_per_account()
    {
        await using DashboardServer server = await DashboardServer.StartAsync(options => options with { CostPerMinute = 3 * CallCost.Bulk });
        for (int i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, "PUT", "/api/v1/devices", $$"""{"devices":[{{Device}}]}""")).StatusCode);
        HttpResponseMessage refused = await SendAsync(server, "PUT", "/api/v1/devices", $$"""{"devices":[{{Device}}]}""");
        await refused.ProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.NotNull(refused.Headers.RetryAfter);
        using HttpClient other = server.Client("operator");
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/api/v1/series?device=ls-1&metric=clients")).StatusCode);
    }

    [Fact]
    public async Task What_one_account_is_refused_takes_nothing_from_its_address_and_an_order_takes_nothing_of_it_at_all()
    {
        await using DashboardServer server = await DashboardServer.StartAsync(options => options with { CostPerMinute = CallCost.Whole });
        var limiter = server.Services.GetRequiredService<CostLimiter>();
        int taken = 0;
        for (int i = 0; i < 1_000; i++) taken += limiter.TryTake(CallOf("greedy"), new CallCost(CallCost.Bulk)) ? 1 : 0;
        Assert.InRange(taken, 3, 10);
        for (int i = 0; i < 6; i++) Assert.True(limiter.TryTake(CallOf($"other-{i}"), new CallCost(CallCost.Bulk)));
        while (limiter.TryTake(CallOf($"more-{taken++}"), new CallCost(CallCost.Whole)))
        {
            // Until the address has nothing left.
        }

        Assert.True(limiter.TryTake(CallOf("operator"), new CallCost(CallCost.Bulk, SharesAddress: false)));
        CallCost order = server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)
            .Single(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName == "orderBroadcast").Metadata.GetMetadata<CallCost>()!;
        Assert.False(order.SharesAddress);
    }

    [Fact]
    public async Task Whoever_fills_the_audit_with_refusals_runs_out_of_them()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        using var browser = new Browser(server);
        await (await browser.SignInAsync("viewer")).JsonAsync();
        int before = server.Audit.Entries.Count;
        for (int i = 0; i < 100; i++) await browser.SendAsync(HttpMethod.Delete, "/api/v1/account/sessions/x");
        await (await browser.SendAsync(HttpMethod.Delete, "/api/v1/account/sessions/x")).ProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.InRange(server.Audit.Entries.Count - before, 1, 150);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.SendAsync(HttpMethod.Delete, "/api/v1/session")).StatusCode);
    }

    [Fact]
    public async Task A_stranger_writes_nothing_of_their_own_into_the_audit_and_not_much_at_all()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        using HttpClient stranger = server.Client();
        stranger.DefaultRequestHeaders.Add(RequestAudit.ReasonHeader, "forged");
        const string Forged = """{"invitation":"nobody-made-this","password":"twelve-letters-or-more","userName":"forged","grants":[{"role":"administrator"}],"label":"forged"}""";
        await (await stranger.PutAsync("/api/v1/session/invitation", DashboardServer.Json(Forged))).ProblemAsync(HttpStatusCode.BadRequest);
        await (await stranger.PutAsync("/api/v1/session/invitation", DashboardServer.Json("""{"invitation":"nobody-made-this","password":"twelve-letters-or-more"}"""))).ProblemAsync(HttpStatusCode.NotFound);
        await (await stranger.PostAsync("/api/v1/session/factor", DashboardServer.Json("""{"ticket":"x","code":"123456"}"""))).ProblemAsync(HttpStatusCode.Unauthorized);
        await (await stranger.PostAsync("/api/v1/session/passkey", DashboardServer.Json("""{"ticket":"x","credential":{}}"""))).ProblemAsync(HttpStatusCode.Unauthorized);
        await (await stranger.PostAsync("/api/v1/session", DashboardServer.Json(new { userName = new string('a', 65), password = "x" }))).ProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Empty(server.Audit.Entries);
        for (int i = 0; i < 100; i++) await stranger.PostAsync("/api/v1/session", DashboardServer.Json("""{"token":"unknown"}"""));
        Assert.InRange(server.Audit.Entries.Count, 1, 20);
        Assert.All(server.Audit.Entries, entry => Assert.Null(entry.Why));
    }

    [Fact]
    public async Task An_accepted_invitation_is_written_with_whom_it_is_for()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        using HttpClient administrator = server.Client("administrator");
        JsonElement made = await (await administrator.PostAsync("/api/v1/invitations", DashboardServer.Json("""{"userName":"hoa","grants":[{"role":"editor","unitCode":"14758"}]}"""))).JsonAsync();
        string invitation = made.GetProperty("link").GetString()!.Split('#')[1];
        int before = server.Audit.Entries.Count;
        using HttpClient stranger = server.Client();
        await (await stranger.PutAsync("/api/v1/session/invitation", DashboardServer.Json(new { invitation, password = "short" }))).ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(before, server.Audit.Entries.Count);
        Assert.True((await stranger.PutAsync("/api/v1/session/invitation", DashboardServer.Json(new { invitation, password = "twelve-letters-or-more" }))).IsSuccessStatusCode);
        AuditEntry entry = Assert.Single(server.Audit.Entries.Skip(before));
        Assert.Equal((AuditActions.AccountAdded, "hoa", null), (entry.Action, entry.Subject?.Id, entry.Actor.Name));
        Assert.Contains("14758", JsonSerializer.Serialize(entry.After, Wire.WireJson.Options), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_ins_are_written_and_a_refused_one_keeps_only_a_name_that_exists()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        using HttpClient client = server.Client();
        await client.PostAsync("/api/v1/session", DashboardServer.Json("""{"userName":"Viewer","password":"viewer-password"}"""));
        Assert.Equal((AuditActions.SignedIn, "viewer", "password", "127.0.0.1"), (Last().Action, Last().Actor.Name, Last().Actor.Via, Last().Address));
        await client.PostAsync("/api/v1/session", DashboardServer.Json("""{"userName":"viewer","password":"wrong"}"""));
        Assert.Equal((AuditActions.SignInRefused, AuditOutcome.Refused, "viewer", null), (Last().Action, Last().Outcome, Last().Subject?.Id, Last().Actor.Name));
        await client.PostAsync("/api/v1/session", DashboardServer.Json("""{"userName":"my-secret-password","password":"wrong"}"""));
        Assert.Null(Last().Subject);
        Assert.DoesNotContain(server.Audit.Entries, entry => entry.ToString().Contains("my-secret", StringComparison.Ordinal));

        AuditEntry Last() => server.Audit.Entries[^1];
    }

    internal static Microsoft.AspNetCore.Http.DefaultHttpContext CallOf(string user)
    {
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Loopback;
        http.Features.Set(new Caller(new Silo.Accounts.Account(user, []), new PresentedCredential(null, null), CallerLimit.None));
        return http;
    }

    internal static async Task<HttpResponseMessage> SendAsync(DashboardServer server, string method, string path, string body)
    {
        using HttpClient client = server.Client("administrator");
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body.Length == 0 ? null : DashboardServer.Json(body) };
        request.Headers.Add(RequestAudit.ReasonHeader, Uri.EscapeDataString("sửa loa"));
        return await client.SendAsync(request);
    }
}
