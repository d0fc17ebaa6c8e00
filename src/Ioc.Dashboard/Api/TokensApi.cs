using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Silo.Accounts;
using Ioc.Silo.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Api;

/// <summary>Tokens for systems.</summary>
internal static class TokensApi
{
    public static void Map(RouteGroupBuilder users)
    {
        users.MapPost("/{name}/tokens", CreateAsync).Accepts<CreateTokenRequest>("application/json")
            .Describe("createToken", "Make a token for an account", "Answered once; only its hash is kept. Not for oneself.", 400, 404, 413, 415, 429);
        users.MapDelete("/{name}/tokens/{id}", RevokeAsync).Describe("revokeToken", "Revoke a token", "Its open connections end at once.", 404, 429);
    }

    private static async Task<Results<Ok<TokenAnswer>, ProblemHttpResult>> CreateAsync(
        string name, HttpContext http, IAccounts accounts, ITokens tokens, IRegistry registry, TimeProvider time, CancellationToken cancellationToken)
    {
        (CreateTokenRequest? wanted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<CreateTokenRequest>(http.Request, cancellationToken);
        if (wanted is null) return refusal!;
        if (PeopleApi.Reachable(name, http, accounts, registry.Current) is not { } account) return PeopleApi.NoSuchUser();
        if (PeopleApi.RefuseSelf(http, account) is { } own) return own;
        if (Errors(wanted, out Permission[]? permissions) is { Count: > 0 } errors) return Problem.BadRequest(string.Join(" ", errors));
        DateTimeOffset? expiresAt = wanted.ExpiresInDays is { } days ? time.GetUtcNow().AddDays(days) : null;
        try
        {
            (string token, AccountToken entry) = await tokens.CreateAsync(account.UserName, wanted.Label, permissions, expiresAt, cancellationToken);
            return TypedResults.Ok(new TokenAnswer(account.UserName, token, TokenWire.Of(entry)));
        }
        catch (ArgumentException refused)
        {
            return Problem.BadRequest(GrantCheck.Sentence(refused));
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        string name, string id, HttpContext http, IAccounts accounts, ITokens tokens, IRegistry registry, CancellationToken cancellationToken)
    {
        if (PeopleApi.Reachable(name, http, accounts, registry.Current) is not { } account) return PeopleApi.NoSuchUser();
        return tokens.All.Any(token => token.Id == id && token.UserName == account.UserName) && await tokens.RevokeAsync(id, cancellationToken)
            ? TypedResults.NoContent()
            : Problem.NotFound("This account has no such token.", Refusal.GoneAlready);
    }

    private static List<string> Errors(CreateTokenRequest wanted, out Permission[]? permissions)
    {
        var errors = new List<string>();
        if (wanted.Label.Length is 0 or > AccountRules.LabelLengthMax || wanted.Label.Any(char.IsControl))
            errors.Add($"The label says what the token is for, in 1 to {AccountRules.LabelLengthMax} characters.");
        if (wanted.ExpiresInDays is < 1 or > DashboardLimits.TokenDaysMax) errors.Add($"expiresInDays is 1 to {DashboardLimits.TokenDaysMax}.");
        var read = new List<Permission>();
        foreach (string? word in wanted.Permissions ?? [])
        {
            if (word is not null && EnumWords<Permission>.TryParse(word, out Permission permission)) read.Add(permission);
            else errors.Add($"permission \"{PlainText.Clip(word ?? "null")}\" is unknown: use {EnumWords<Permission>.All}.");
        }

        permissions = wanted.Permissions is null ? null : [.. read];
        return errors;
    }
}
