using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Dashboard.Tests;

public sealed class AccessTests
{
    [Fact]
    public async Task Every_endpoint_says_who_may_call_it()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        Endpoint[] endpoints = [.. server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)];
        Assert.True(endpoints.Length > 25, $"only {endpoints.Length} endpoints found");
        string[] silent =
        [
            .. endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>() is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
                .Select(endpoint => endpoint.DisplayName!),
        ];
        Assert.Empty(silent);
        string[] open =
        [
            .. endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                .Select(endpoint => ((RouteEndpoint)endpoint).RoutePattern.RawText!.TrimEnd('/')).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(
            [
                "/api/v1/session", "/api/v1/session/factor", "/api/v1/session/invitation", "/api/v1/session/invitation", "/api/v1/session/passkey",
                "/api/v1/session/passkey/question", "/api/v1/session/provider", "/api/v1/session/ways", "/healthz", "/media/{name}", "/readyz",
            ],
            open);
    }

    [Theory]
    [InlineData("GET", "/api/v1/devices")]
    [InlineData("GET", "/api/v1/devices/ls-1")]
    [InlineData("GET", "/api/v1/series")]
    [InlineData("GET", "/api/v1/alerts")]
    [InlineData("GET", "/api/v1/units/boundaries")]
    [InlineData("GET", "/api/v1/session")]
    [InlineData("DELETE", "/api/v1/session")]
    [InlineData("PUT", "/api/v1/devices")]
    [InlineData("POST", "/api/v1/broadcasts")]
    [InlineData("GET", "/api/v1/nothing-here")]
    [InlineData("POST", "/hubs/live/negotiate")]
    [InlineData("GET", "/openapi/v1.json")]
    public async Task Without_an_account_nothing_answers(string method, string path)
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        HttpResponseMessage response = await server.Client().SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Contains("Sign in", await response.ProblemAsync(HttpStatusCode.Unauthorized));
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("Bearer unknown")]
    [InlineData("Bearer ")]
    [InlineData("Bearer ioc_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_wrong_token_is_refused(string header)
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/session");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        await (await server.Client().SendAsync(request)).ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_in_the_query_counts_for_the_hub_only()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        await (await server.Client().GetAsync("/api/v1/session?access_token=" + server.TokenOf("viewer"))).ProblemAsync(HttpStatusCode.Unauthorized);
        HttpResponseMessage negotiated = await server.Client().PostAsync("/hubs/live/negotiate?negotiateVersion=1&access_token=" + server.TokenOf("viewer"), null);
        Assert.Equal(HttpStatusCode.OK, negotiated.StatusCode);
    }
}
