using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ioc.Dashboard.Access;
using Ioc.Silo.Accounts;
using Ioc.Silo.Audit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Dashboard.Auditing;

/// <summary>
/// What is done with accounts, sessions, factors and tokens, by the operation's name, around its handler: a row before, and where it was refused a second
/// row after. Only members that hold neither a secret nor a person's data are written. It is paid for before
/// (<see cref="CostTable"/>), because rows stay for ever. What strangers do is written by its own handlers, when they know more than what was typed.
/// </summary>
internal static class PeopleAudit
{
    private const string SignOut = "signOut";

    public static FrozenDictionary<string, string> Operations { get; } = new Dictionary<string, string>
    {
        [SignOut] = AuditActions.SignedOut,
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
        ["createToken"] = AuditActions.TokenCreated,
        ["revokeToken"] = AuditActions.TokenRevoked,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Ask for a challenge or look something up; nothing is changed.</summary>
    public static FrozenSet<string> Quiet { get; } = FrozenSet.ToFrozenSet(["prove", "beginTotp", "beginPasskey", "askForPasskey", "lookAtInvitation"], StringComparer.Ordinal);

    /// <summary>Members of bodies that are written: what was given, to what end, and for how long.</summary>
    public static FrozenSet<string> Written { get; } = FrozenSet.ToFrozenSet(
        ["role", "grants", "disabled", "mustChange", "system", "permissions", "label", "expiresInDays", "days"], StringComparer.Ordinal);

    /// <summary>Members that are not: secrets, a person's name, and the account, which is the row's subject. A test fails for one that is in neither.</summary>
    public static FrozenSet<string> Unwritten { get; } = FrozenSet.ToFrozenSet(
        ["password", "current", "ticket", "code", "credential", "fullName", "userName"], StringComparer.Ordinal);

    public static RouteGroupBuilder AuditPeople(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(FilterAsync);
        return group;
    }

    private static ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        string? name = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
        if (name is null) return next(context);
        return Operations.TryGetValue(name, out string? action) ? ChangeAsync(context, next, name, action) : next(context);
    }

    private static async ValueTask<object?> ChangeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, string name, string action)
    {
        HttpContext http = context.HttpContext;
        Caller caller = Caller.Of(http);
        // A token has nothing to leave.
        if (name == SignOut && caller.Session is null) return await next(context);

        JsonObject? body = await ReadAsync(http);
        AuditSubject? subject = Subject(http, caller, name, body);
        AuditEntry entry = http.Entry(action, subject) with { Before = PeopleBefore.Of(http, name, subject?.Id), After = After(http, body) };
        IAuditLog audit = http.RequestServices.GetRequiredService<IAuditLog>();
        long number = await audit.AppendAsync(entry, http.RequestAborted);
        AuditEntry undone = entry with { Before = null, After = null };
        object? result;
        try
        {
            result = await next(context);
        }
        catch (Exception fault)
        {
            await audit.AppendAsync(undone with { Outcome = AuditOutcome.Failed, Why = $"row {number}: {fault.GetType().Name}" }, CancellationToken.None);
            throw;
        }

        if (StatusOf(result) >= 400)
            await audit.AppendAsync(undone with { Outcome = AuditOutcome.Refused, Why = $"row {number} was not done: {StatusOf(result)}" }, CancellationToken.None);
        return result;
    }

    /// <summary>Whom the call names: in its path, in its body, or by an invitation's id. A name that could be one: whatever else is typed there is not kept.</summary>
    private static AuditSubject? Subject(HttpContext http, Caller caller, string operation, JsonObject? body)
    {
        if (operation == "withdrawInvitation") return PeopleBefore.Invitation(http) is { } withdrawn ? AuditSubject.Account(withdrawn.UserName) : null;
        string? named = http.Request.RouteValues["name"] as string ?? (body?["userName"] is JsonValue typed && typed.TryGetValue(out string? invited) ? invited : null);
        return named is null ? AuditSubject.Account(caller.Name) : AccountRules.RefuseName(named) is null ? AuditSubject.Account(named) : null;
    }

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
}
