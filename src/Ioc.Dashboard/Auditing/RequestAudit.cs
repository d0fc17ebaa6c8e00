using System.Net;
using Ioc.Dashboard.Access;
using Ioc.Silo.Audit;
using Microsoft.AspNetCore.Http;

namespace Ioc.Dashboard.Auditing;

/// <summary>The who, from where and why of an audit entry, from a request.</summary>
internal static class RequestAudit
{
    /// <summary>The person's reason, percent-encoded UTF-8: a header, so that every write takes one, those without a body too.</summary>
    public const string ReasonHeader = "X-Ioc-Reason";

    public static AuditEntry Entry(this HttpContext http, string action, AuditSubject? subject = null, string? unitCode = null) => new()
    {
        Actor = Actor(http),
        Address = Address(http),
        Action = action,
        Subject = subject,
        UnitCode = unitCode,
        Why = http.Request.Headers[ReasonHeader] is [{ Length: > 0 } reason] ? Uri.UnescapeDataString(reason) : null,
    };

    public static AuditActor Actor(HttpContext http)
    {
        if (http.Features.Get<Caller>() is not { } caller) return AuditActor.Stranger;
        return AuditActor.Account(caller.Name, caller.Token is { } token ? $"token {token.Label}" : "session");
    }

    public static string? Address(HttpContext http) => http.Connection.RemoteIpAddress switch
    {
        null => null,
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        IPAddress address => address.ToString(),
    };
}
