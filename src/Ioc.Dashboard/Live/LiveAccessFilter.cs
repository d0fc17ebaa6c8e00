using Ioc.Dashboard.Access;
using Microsoft.AspNetCore.SignalR;

namespace Ioc.Dashboard.Live;

/// <summary>Methods of the hub ask the same table as endpoints do, with the caller's rights as of now and not as of the connection's beginning.</summary>
internal sealed class LiveAccessFilter(Callers callers) : IHubFilter
{
    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        Caller? caller = LiveHub.CallerOf(invocationContext.Context, callers);
        bool allowed = caller is not null && AccessTable.Operations.TryGetValue($"live.{invocationContext.HubMethodName}", out AccessRule? rule) && rule.Allows(caller);
        return allowed ? next(invocationContext) : throw new HubException("Your role does not allow this: ask an administrator.");
    }
}
