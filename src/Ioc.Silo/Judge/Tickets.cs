using System.Collections.Concurrent;
using Ioc.Silo.Intake;
using Ioc.Silo.Journal;

namespace Ioc.Silo.Judge;

/// <summary>
/// People's actions that went into the journal and are waited for: a number in the entry finds the waiter once the judge applied it. On a replay
/// the numbers find nobody; they are the process's own, counted from its start time so that an old entry's can't meet a new one's.
/// </summary>
internal sealed class Tickets(JournalIntake intake, TimeProvider time)
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<string?>> _waiting = new();
    private long _last = time.GetUtcNow().UtcTicks;

    /// <summary>
    /// Appends an entry and waits until it is durable and applied. Throws <see cref="SiloUnavailableException"/> when the journal or the judge refuses it.
    /// </summary>
    public async Task AppendAsync(EntryKind kind, Func<long, byte[]> payload, CancellationToken cancellationToken)
    {
        if (!intake.IsAccepting(out var reason))
            throw new SiloUnavailableException(reason!);
        var ticket = Interlocked.Increment(ref _last);
        var waiter = _waiting[ticket] = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            if (!await intake.AppendOwnAsync(kind, payload(ticket), new TicketListener(waiter), cancellationToken))
                throw Refused();
            var refusal = await waiter.Task.WaitAsync(cancellationToken);
            if (refusal is not null)
                throw new SiloUnavailableException(refusal);
        }
        finally
        {
            _waiting.TryRemove(ticket, out _);
        }
    }

    /// <summary>On the judge, after what it did can be read. Null: done; else why not.</summary>
    public void Complete(long ticket, string? refusal)
    {
        if (_waiting.TryGetValue(ticket, out var waiter))
            waiter.TrySetResult(refusal);
    }

    private SiloUnavailableException Refused()
    {
        intake.IsAccepting(out var reason);
        return new SiloUnavailableException(reason ?? "The journal refused the entry; try again.");
    }

    private sealed class TicketListener(TaskCompletionSource<string?> waiter) : ICommitListener
    {
        public void Committed(int count, bool durable)
        {
            if (!durable)
                waiter.TrySetResult("The journal could not write this; nothing was changed.");
        }
    }
}
