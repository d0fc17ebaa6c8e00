using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace Ioc.Dashboard.Live;

/// <summary>
/// SignalR logs every failed invocation as an error, also a browser's own mistake (HubException). Its log of them is switched off; this
/// logs our faults, and nothing a stranger can cause at will.
/// </summary>
internal sealed class LiveFaultFilter(ILogger<LiveFaultFilter> logger) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocationContext);
        }
        catch (Exception fault) when (fault is not HubException and not OperationCanceledException)
        {
            DashboardLog.RequestFailed(logger, fault, "hub", invocationContext.HubMethodName);
            throw;
        }
    }
}
