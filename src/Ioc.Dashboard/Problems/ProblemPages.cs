using Ioc.Silo;
using Ioc.Silo.Audit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ioc.Dashboard.Problems;

/// <summary>
/// Gives every refusal without a body its problem details, and turns our own faults into a 500 that tells a stranger nothing: no stack
/// trace and no exception text leave the process, whatever the environment.
/// </summary>
internal sealed class ProblemPages(RequestDelegate next, ILogger<ProblemPages> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException refused) when (!context.Response.HasStarted)
        {
            DashboardLog.RequestRefused(logger, context.Request.Method, context.Request.Path, refused.StatusCode, refused.Message);
            Clear(context, refused.StatusCode);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return; // The caller has gone: nobody reads an answer.
        }
        catch (AuditUnavailableException unwritten) when (!context.Response.HasStarted)
        {
            // Nothing is done that can't be written down (docs/decisions/0013).
            DashboardLog.AuditRefused(logger, unwritten, context.Request.Method, context.Request.Path);
            Clear(context, StatusCodes.Status503ServiceUnavailable);
            await Problem.Unavailable("Nothing was done: it could not be written into the audit. Try again shortly.", Refusal.AuditUnavailable).ExecuteAsync(context);
        }
        catch (SiloUnavailableException away) when (!context.Response.HasStarted)
        {
            Clear(context, StatusCodes.Status503ServiceUnavailable);
            await Problem.Unavailable(away.Message, Refusal.NotReady).ExecuteAsync(context);
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            DashboardLog.RequestFailed(logger, fault, context.Request.Method, context.Request.Path);
            Clear(context, StatusCodes.Status500InternalServerError);
        }

        HttpResponse response = context.Response;
        if (response.HasStarted || response.StatusCode < 400 || response.ContentType is not null || response.ContentLength is not null) return;
        await Problem.Of(response.StatusCode).ExecuteAsync(context);
    }

    private static void Clear(HttpContext context, int status)
    {
        context.Response.Headers.ContentType = default;
        context.Response.Headers.ContentLength = null;
        context.Response.Headers.ETag = default;
        context.Response.Headers.CacheControl = default;
        context.Response.StatusCode = status;
    }
}
