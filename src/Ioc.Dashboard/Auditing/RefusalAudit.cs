using Ioc.Dashboard.Access;
using Ioc.Dashboard.Api;
using Ioc.Silo.Audit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Ioc.Dashboard.Auditing;

/// <summary>
/// Writes down what somebody who is signed in tried and may not: it is how an account that was taken over shows itself. Whoever tries hundreds of
/// times a minute has been written down by then, and does not fill the disk; how many were left out stands in the next row.
/// </summary>
internal sealed partial class RefusalAudit(RequestDelegate next, IAuditLog audit, TimeProvider time, ILogger<RefusalAudit> logger)
{
    private readonly RefusalBudget _budget = new(time, DashboardLimits.RefusalsPerMinute);

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(() => http.Response.StatusCode == StatusCodes.Status403Forbidden ? WriteAsync(http) : Task.CompletedTask);
        return next(http);
    }

    private async Task WriteAsync(HttpContext http)
    {
        if (http.Features.Get<Caller>() is not { } caller || http.GetEndpoint()?.Metadata.GetMetadata<AccessRule>()?.OnlyWantsProof(caller) == true) return;
        if (!_budget.TryTake(caller.Name, out long leftOut)) return;
        string call = $"{http.Request.Method} {(http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "unknown"}";
        AuditEntry entry = http.Entry(AuditActions.AccessRefused, new AuditSubject("call", call)) with
        {
            Outcome = AuditOutcome.Refused,
            After = http.Request.RouteValues.Count == 0 ? null : http.Request.RouteValues.ToDictionary(pair => pair.Key, pair => PlainText.Clip(pair.Value?.ToString() ?? "")),
        };
        if (leftOut > 0) entry = entry with { Why = $"{leftOut} more were not written" };
        try
        {
            await audit.AppendAsync(entry, CancellationToken.None);
        }
        catch (AuditUnavailableException fault)
        {
            // Nothing is done either way: the refusal stands.
            NotWritten(logger, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A refused call could not be written into the audit")]
    private static partial void NotWritten(ILogger logger, Exception fault);
}
