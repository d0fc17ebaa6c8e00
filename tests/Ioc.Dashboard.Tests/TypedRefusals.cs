using System.Globalization;
using System.Text.Json;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;

namespace Ioc.Dashboard.Tests;

/// <summary>
/// Lies between every test's client and the server: no call is refused without a type, by which the app says it in its user's language. An import that is
/// refused answers with its rows instead.
/// </summary>
internal sealed class TypedRefusals : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if ((int)response.StatusCode < 400 || request.Method == HttpMethod.Head || response.Content.Headers.ContentType?.MediaType == "application/json") return response;
        string said = string.Create(CultureInfo.InvariantCulture, $"{request.Method} {request.RequestUri}: {(int)response.StatusCode}");
        Assert.True(response.Content.Headers.ContentType?.MediaType == "application/problem+json", said + " is no problem details.");
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        using JsonDocument problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        string type = problem.RootElement.GetProperty("type").GetString()!;
        Assert.True(type.StartsWith(Problem.TypePrefix, StringComparison.Ordinal) && EnumWords<Refusal>.TryParse(type[Problem.TypePrefix.Length..], out _), $"{said} has the type {type}.");
        return response;
    }
}
