namespace Ioc.Mqtt.Persistence;

/// <summary>One awaited commit.</summary>
internal sealed class CommitTask : IStoreListener
{
    private readonly TaskCompletionSource<bool> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long EnteredFor { get; set; }

    /// <summary>False: the disk refused.</summary>
    public Task<bool> Task => _source.Task;

    public void Committed(long ticket) => _source.TrySetResult(true);

    public void CommitFailed() => _source.TrySetResult(false);
}
