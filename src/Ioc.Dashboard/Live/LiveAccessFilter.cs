using Ioc.Dashboard.Access;
using Microsoft.AspNetCore.SignalR;

namespace Ioc.Dashboard.Live;

/// <summary>Methods of the hub ask the same tables as endpoints do, with the caller's rights as of now and not as of the connection's beginning.</summary>
internal sealed class LiveAccessFilter(Callers callers, CostLimiter limiter) : IHubFilter
{
    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        Caller? caller = LiveHub.CallerOf(invocationContext.Context, callers);
        string operation = $"live.{invocationContext.HubMethodName}";
        bool allowed = caller is not null && AccessTable.Operations.TryGetValue(operation, out AccessRule? rule) && rule.Allows(caller);
        if (!allowed) throw new HubException("Your role does not allow this: ask an administrator.");
        CallCost cost = CostTable.Operations[operation];
        return cost.Units == 0 || limiter.TryTake(invocationContext.Context.GetHttpContext()!, cost) ? next(invocationContext) : throw new HubException(CostGate.TooMuch);
    }
}
