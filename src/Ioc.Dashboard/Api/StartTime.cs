namespace Ioc.Dashboard.Api;

/// <summary>When this process's people's edge started.</summary>
internal sealed class StartTime(TimeProvider time)
{
    public DateTimeOffset At { get; } = time.GetUtcNow();
}
