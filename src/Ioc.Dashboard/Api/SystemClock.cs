namespace Ioc.Dashboard.Api;

/// <summary>When this process's people's edge started.</summary>
internal sealed class SystemClock(TimeProvider time)
{
    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();
}
