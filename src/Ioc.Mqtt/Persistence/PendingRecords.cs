namespace Ioc.Mqtt.Persistence;

/// <summary>What one commit will write, and who waits for it.</summary>
internal sealed class PendingRecords
{
    /// <summary>Room to begin with: a broker whose clients keep no sessions must not pay for those that do.</summary>
    private const int StartBytes = 64 * 1024;

    public RecordBuffer Buffer { get; } = new(StartBytes);

    public List<IStoreListener> Listeners { get; } = [];

    /// <summary>The commit's number, one more than that of the batch before.</summary>
    public long Ticket { get; set; }

    public void Clear(int keepBytesMax)
    {
        Buffer.Clear(keepBytesMax);
        Listeners.Clear();
    }
}
