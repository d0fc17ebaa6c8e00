using System.Net;
using System.Text.Json;
using Ioc.Dashboard.Auditing;
using Ioc.Silo.Audit;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Dashboard.Tests;

/// <summary>What is done with accounts, as the audit tells it: what was given, for how long, and what it was before.</summary>
public sealed class PeopleAuditTests
{
    [Fact]
    public async Task Every_member_of_what_is_sent_is_written_or_said_to_be_secret()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        string[] members =
        [
            .. server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)
                .Where(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName is { } name && PeopleAudit.Operations.ContainsKey(name))
                .Select(endpoint => endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType).OfType<Type>()
                .SelectMany(type => type.GetProperties()).Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Distinct().Order(),
        ];
        Assert.Equal(PeopleAudit.Written.Concat(PeopleAudit.Unwritten).Order(), members);
    }

    [Fact]
    public async Task It_says_which_role_and_for_how_long()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        await SendAsync(server, "PUT", "/api/v1/users/hoa", """{"role":"administrator","password":"bốn con chim sẻ","mustChange":true,"fullName":"Hoa"}""");
        Assert.Equal("""{"role":"administrator","mustChange":true}""", Json(server.Audit.Entries[^1].After));
        await SendAsync(server, "PUT", "/api/v1/users/portal", """{"role":"viewer","system":true}""");
        Assert.Equal("""{"role":"viewer","system":true}""", Json(server.Audit.Entries[^1].After));
        await SendAsync(server, "POST", "/api/v1/users/portal/tokens", """{"label":"open data","permissions":["see"],"expiresInDays":30}""");
        Assert.Equal("""{"permissions":["see"],"label":"open data","expiresInDays":30}""", Json(server.Audit.Entries[^1].After));
        Assert.DoesNotContain(server.Audit.Entries, entry => Json(entry).Contains("chim", StringComparison.Ordinal) || Json(entry).Contains("Hoa", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_says_what_was_taken_away()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        await SendAsync(server, "PUT", "/api/v1/users/portal", """{"role":"viewer","system":true}""");
        JsonElement made = await (await SendAsync(server, "POST", "/api/v1/users/portal/tokens", """{"label":"open data","permissions":["see"],"expiresInDays":30}""")).JsonAsync();
        await SendAsync(server, "DELETE", $"/api/v1/users/portal/tokens/{made.GetProperty("entry").GetProperty("id").GetString()}", "");
        AuditEntry revoked = server.Audit.Entries[^1];
        Assert.Equal((AuditActions.TokenRevoked, "portal"), (revoked.Action, revoked.Subject?.Id));
        Assert.Contains("open data", Json(revoked.Before), StringComparison.Ordinal);
        Assert.Contains("expiresAt\":\"2026-12-22", Json(revoked.Before), StringComparison.Ordinal);

        await SendAsync(server, "POST", "/api/v1/invitations", """{"userName":"hoa","grants":[{"role":"editor","unitCode":"14758"}]}""");
        string id = (await (await SendAsync(server, "GET", "/api/v1/invitations", "")).JsonAsync()).GetProperty("items")[0].GetProperty("id").GetString()!;
        await SendAsync(server, "DELETE", "/api/v1/invitations/" + id, "");
        AuditEntry withdrawn = server.Audit.Entries[^1];
        Assert.Equal((AuditOutcome.Done, "hoa"), (withdrawn.Outcome, withdrawn.Subject?.Id));
        Assert.Contains("14758", Json(withdrawn.Before), StringComparison.Ordinal);

        await SendAsync(server, "DELETE", "/api/v1/users/operator/factors", "");
        Assert.Contains("""hasTotp":false""", Json(server.Audit.Entries[^1].Before), StringComparison.Ordinal);
        await SendAsync(server, "DELETE", "/api/v1/users/portal/tokens/nothing", "");
        Assert.Equal((AuditOutcome.Refused, null), (server.Audit.Entries[^1].Outcome, server.Audit.Entries[^2].Before));
    }

    [Fact]
    public async Task What_is_done_with_accounts_is_written_without_secrets_and_a_refusal_follows_it()
    {
        await using DashboardServer server = await DashboardServer.StartAsync(worriesExpected: true);
        await SendAsync(server, "PUT", "/api/v1/users/lan", """{"password":"bốn con chim sẻ","grants":[{"role":"viewer","unitCode":"14758"}]}""");
        AuditEntry added = server.Audit.Entries[^1];
        Assert.Equal((AuditActions.AccountAdded, "lan", AuditOutcome.Done), (added.Action, added.Subject?.Id, added.Outcome));
        Assert.Contains("14758", added.After?.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(server.Audit.Entries, entry => JsonSerializer.Serialize(entry, Wire.WireJson.Options).Contains("chim", StringComparison.Ordinal));
        await SendAsync(server, "PUT", "/api/v1/users/lan/grants", """{"grants":[{"role":"viewer","unitCode":"nowhere"}]}""");
        Assert.Equal((AuditActions.RoleGranted, AuditOutcome.Refused), (server.Audit.Entries[^1].Action, server.Audit.Entries[^1].Outcome));
        server.Audit.IsAway = true;
        await (await SendAsync(server, "DELETE", "/api/v1/users/lan", "")).ProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(server.Accounts.Find("lan"));
    }

    private static string Json(object? value) => JsonSerializer.Serialize(value, Wire.WireJson.Options);

    private static Task<HttpResponseMessage> SendAsync(DashboardServer server, string method, string path, string body) => AuditTests.SendAsync(server, method, path, body);
}
