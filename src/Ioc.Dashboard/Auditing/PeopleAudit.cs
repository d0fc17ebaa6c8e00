using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ioc.Silo.Accounts;
using Ioc.Silo.Audit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Dashboard.Auditing;

/// <summary>
/// What is done with accounts, sessions, factors and tokens, by the operation's name, around its handler: a row before, and where it was refused a second
/// row after. Only members that hold neither a secret nor a person's data are written. A sign-in that succeeds is written where the session is opened.
/// </summary>
internal static class PeopleAudit
{
    public static FrozenDictionary<string, string> Operations { get; } = new Dictionary<string, string>
    {
        ["signOut"] = AuditActions.SignedOut,
        ["changePassword"] = AuditActions.PasswordChanged,
        ["enrolTotp"] = AuditActions.SecondFactorChanged,
        ["renewRecoveryCodes"] = AuditActions.SecondFactorChanged,
        ["addPasskey"] = AuditActions.SecondFactorChanged,
        ["removePasskey"] = AuditActions.SecondFactorChanged,
        ["closeOwnSession"] = AuditActions.SessionRevoked,
        ["closeSession"] = AuditActions.SessionRevoked,
        ["addUser"] = AuditActions.AccountAdded,
        ["setPassword"] = AuditActions.PasswordChanged,
        ["setGrants"] = AuditActions.RoleGranted,
        ["setDisabled"] = AuditActions.AccountChanged,
        ["resetFactors"] = AuditActions.SecondFactorChanged,
        ["removeUser"] = AuditActions.AccountRemoved,
        ["invite"] = AuditActions.AccountInvited,
        ["inviteAgain"] = AuditActions.AccountInvited,
        ["withdrawInvitation"] = AuditActions.AccountChanged,
        ["acceptInvitation"] = AuditActions.AccountAdded,
        ["createToken"] = AuditActions.TokenCreated,
        ["revokeToken"] = AuditActions.TokenRevoked,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Ways of signing in; what they refuse is written, what they grant is written by <see cref="Access.SignIns"/>.</summary>
    public static FrozenSet<string> SignIns { get; } = FrozenSet.ToFrozenSet(["signIn", "showFactor", "showPasskey"], StringComparer.Ordinal);

    /// <summary>Ask for a challenge or look something up; nothing is changed.</summary>
    public static FrozenSet<string> Quiet { get; } = FrozenSet.ToFrozenSet(["beginTotp", "beginPasskey", "askForPasskey", "lookAtInvitation"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Written = FrozenSet.ToFrozenSet(["grants", "disabled", "permissions", "label", "expiresAt", "days"], StringComparer.Ordinal);

    public static RouteGroupBuilder AuditPeople(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(FilterAsync);
        return group;
    }

    private static ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        string? name = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
        if (name is null) return next(context);
        if (SignIns.Contains(name)) return SignInAsync(context, next);
        return Operations.TryGetValue(name, out string? action) ? ChangeAsync(context, next, name, action) : next(context);
    }

    private static async ValueTask<object?> SignInAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        JsonObject? body = await ReadAsync(http);
        object? result = await next(context);
        if (StatusOf(result) != StatusCodes.Status401Unauthorized) return result;
        IAccounts accounts = http.RequestServices.GetRequiredService<IAccounts>();
        // Only a name that exists is kept: what else is typed there is often a password.
        AuditSubject? subject = body?["userName"] is JsonValue typed && typed.TryGetValue(out string? name) && name.Length <= DashboardLimits.UserNameCharsMax
            && accounts.Find(name) is { } account ? AuditSubject.Account(account.UserName) : null;
        await AuditOf(http).AppendAsync(http.Entry(AuditActions.SignInRefused, subject) with { Outcome = AuditOutcome.Refused }, CancellationToken.None);
        return result;
    }

    private static async ValueTask<object?> ChangeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, string name, string action)
    {
        HttpContext http = context.HttpContext;
        JsonObject? body = await ReadAsync(http);
        AuditEntry entry = http.Entry(action, Subject(http, body)) with { Before = Before(http, name), After = After(http, body) };
        long number = await AuditOf(http).AppendAsync(entry, http.RequestAborted);
        object? result = await next(context);
        if (StatusOf(result) >= 400)
            await AuditOf(http).AppendAsync(entry with { Outcome = AuditOutcome.Refused, Before = null, After = null, Why = $"row {number} was not done: {StatusOf(result)}" }, CancellationToken.None);
        else if (name == "removeUser" && http.Request.RouteValues["name"] is string erased)
            await AuditOf(http).ForgetAsync(erased, http.Entry(AuditActions.AccountErased), CancellationToken.None);
        return result;
    }

    private static AuditSubject? Subject(HttpContext http, JsonObject? body)
    {
        if (http.Request.RouteValues["name"] is string { Length: <= DashboardLimits.UserNameCharsMax } name) return AuditSubject.Account(name);
        if (body?["userName"] is JsonValue typed && typed.TryGetValue(out string? invited) && invited.Length <= DashboardLimits.UserNameCharsMax) return AuditSubject.Account(invited);
        return http.Features.Get<Access.Caller>() is { } caller ? AuditSubject.Account(caller.Name) : null;
    }

    private static object? Before(HttpContext http, string operation) =>
        operation is "setGrants" or "setDisabled" or "removeUser" && http.Request.RouteValues["name"] is string name
            && http.RequestServices.GetRequiredService<IAccounts>().Find(name) is { } account
            ? new { account.Grants, account.IsDisabled }
            : null;

    private static JsonObject? After(HttpContext http, JsonObject? body)
    {
        var after = new JsonObject();
        foreach (string member in Written) if (body?[member] is { } value) after[member] = value.DeepClone();
        if (http.Request.RouteValues["id"] is string id) after["id"] = id;
        return after.Count == 0 ? null : after;
    }

    /// <summary>The body as the handler will read it again; null: none, or no JSON object, which is the handler's to refuse.</summary>
    private static async Task<JsonObject?> ReadAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType()) return null;
        http.Request.EnableBuffering(DashboardLimits.RequestBytesMax);
        try
        {
            return await JsonNode.ParseAsync(http.Request.Body, null, new JsonDocumentOptions { MaxDepth = DashboardLimits.JsonDepthMax, AllowDuplicateProperties = false }, http.RequestAborted) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
        finally
        {
            http.Request.Body.Position = 0;
        }
    }

    private static int? StatusOf(object? result) => result switch
    {
        INestedHttpResult { Result: var inner } => StatusOf(inner),
        IStatusCodeHttpResult { StatusCode: var status } => status,
        _ => null,
    };

    private static IAuditLog AuditOf(HttpContext http) => http.RequestServices.GetRequiredService<IAuditLog>();
}
