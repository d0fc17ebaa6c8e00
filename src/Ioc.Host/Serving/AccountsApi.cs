using Ioc.Devices;
using Ioc.Silo.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Host.Serving;

/// <summary>Accounts over HTTP, for <c>ioc user</c> and <c>ioc token</c>: administrators only.</summary>
internal static class AccountsApi
{
    private const int PasswordCharactersMin = 12;
    private const int PasswordCharactersMax = 256;
    private const int LabelCharactersMax = 100;

    public static void Map(IEndpointRouteBuilder app)
    {
        var users = app.MapGroup("/api/v1/users/{name}").RequireAuthorization(policy => policy.RequireRole("administrator")).WithTags("users");
        users.MapPut("", AddUserAsync).WithName("addUser").WithSummary("Add a user").WithDescription("409 where there is one; a password has 12 to 256 characters.");
        users.MapPut("/password", SetPasswordAsync).WithName("setPassword").WithSummary("Set a user's password").WithDescription("The role stays.");
        users.MapPost("/tokens", CreateTokenAsync).WithName("createToken").WithSummary("Make a token for a user").WithDescription("Answered once; only its hash is kept.");
    }

    private static async Task<Results<Ok<UserAnswer>, ProblemHttpResult>> AddUserAsync(string name, AddUserRequest request, IAccounts accounts, CancellationToken cancellationToken)
    {
        AccountRole? role = request.Role switch
        {
            "viewer" => AccountRole.Viewer,
            "operator" => AccountRole.Operator,
            "administrator" => AccountRole.Administrator,
            _ => null,
        };
        if (role is null)
        {
            return Refuse(400, "The role must be viewer, operator or administrator.");
        }

        if (!DeviceId.IsValid(name))
        {
            return Refuse(400, $"A user name is 1 to {DeviceId.LengthMax} of A-Z a-z 0-9 . _ -");
        }

        if (PasswordProblem(request.Password) is { } problem)
        {
            return Refuse(400, problem);
        }

        if (await accounts.FindUserAsync(name, cancellationToken) is not null)
        {
            return Refuse(409, $"There is a user {name} already; `ioc user password {name}` sets a new password.");
        }

        await accounts.PutUserAsync(name, request.Password!, role.Value, cancellationToken);
        return TypedResults.Ok(new UserAnswer(name, request.Role!));
    }

    private static async Task<Results<Ok<UserAnswer>, ProblemHttpResult>> SetPasswordAsync(string name, SetPasswordRequest request, IAccounts accounts, CancellationToken cancellationToken)
    {
        if (PasswordProblem(request.Password) is { } problem)
        {
            return Refuse(400, problem);
        }

        if (await accounts.FindUserAsync(name, cancellationToken) is not { } account)
        {
            return Refuse(404, $"There is no user {name}.");
        }

        await accounts.PutUserAsync(name, request.Password!, account.Role, cancellationToken);
        return TypedResults.Ok(new UserAnswer(account.UserName, account.Role.ToString().ToLowerInvariant()));
    }

    private static async Task<Results<Ok<TokenAnswer>, ProblemHttpResult>> CreateTokenAsync(string name, CreateTokenRequest request, IAccounts accounts, CancellationToken cancellationToken)
    {
        if (request.Label is not { Length: > 0 and <= LabelCharactersMax } label)
        {
            return Refuse(400, $"The label says what the token is for, in 1 to {LabelCharactersMax} characters.");
        }

        return await accounts.FindUserAsync(name, cancellationToken) is { } account
            ? TypedResults.Ok(new TokenAnswer(account.UserName, await accounts.CreateTokenAsync(account.UserName, label, cancellationToken)))
            : Refuse(404, $"There is no user {name}.");
    }

    private static string? PasswordProblem(string? password) => password is { Length: >= PasswordCharactersMin and <= PasswordCharactersMax }
        ? null
        : $"A password has {PasswordCharactersMin} to {PasswordCharactersMax} characters.";

    private static ProblemHttpResult Refuse(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
