using Ioc.Silo.Journal;

namespace Ioc.Silo.Storage;

/// <summary>Whether one store takes what it should. Told by who writes to it, read by any thread.</summary>
internal sealed class StoreHealth(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(JournalLimits.StoreAwayMinutes);

    private volatile Refusal? _refusal;
    private volatile bool _hasTaken;

    /// <summary>Null: it takes everything, or was not asked yet.</summary>
    public StoreTrouble? Trouble => _refusal?.Trouble;

    /// <summary>True: for so long that people must know. Null: not certain yet, so that neither a restart nor a hiccup raises or clears anything.</summary>
    public bool? IsAway => _refusal is { } refusal
        ? time.GetElapsedTime(refusal.SinceTimestamp) >= Patience ? true : null
        : _hasTaken ? false : null;

    public void Took()
    {
        _refusal = null;
        _hasTaken = true;
    }

    /// <summary>How long it lasts is counted by the timestamp: the machine's clock may jump meanwhile.</summary>
    public void Refused(string reason) => _refusal = _refusal is { } before
        ? before with { Trouble = before.Trouble with { Reason = reason } }
        : new Refusal(new StoreTrouble(reason, time.GetUtcNow()), time.GetTimestamp());

    private sealed record Refusal(StoreTrouble Trouble, long SinceTimestamp);
}
