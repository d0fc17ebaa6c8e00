namespace Ioc.Mqtt.Tests.Rig;

/// <summary>How long a test waits for an event before it says that it never came; never a time to let pass.</summary>
internal static class Patience
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static async Task<T> Within<T>(this Task<T> task, string what)
    {
        try
        {
            return await task.WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited {Limit.TotalSeconds} s for: {what}");
        }
    }

    public static async Task Within(this Task task, string what)
    {
        try
        {
            await task.WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited {Limit.TotalSeconds} s for: {what}");
        }
    }

    /// <summary>For what tells nobody when it comes: looks again and again.</summary>
    public static async Task UntilAsync(Func<bool> isSo, string what)
    {
        using var patience = new CancellationTokenSource(Limit);
        while (!isSo())
        {
            if (patience.IsCancellationRequested) throw new TimeoutException($"Waited {Limit.TotalSeconds} s for: {what}");
            await Task.Yield();
        }
    }
}
