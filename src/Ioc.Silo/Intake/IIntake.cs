using System.Buffers;
using Ioc.Silo.Journal;

namespace Ioc.Silo.Intake;

/// <summary>Step 4: the way into the journal. Everything that changes twins, alerts or ledgers enters here, in one order.</summary>
public interface IIntake
{
    /// <summary>
    /// Copies one entry into the pending batch. Never blocks, callable from any thread.
    /// The entry's receive time is the server's, read once per call.
    /// </summary>
    /// <param name="kind">What it is.</param>
    /// <param name="deviceHandle">The device, or 0 for entries about none.</param>
    /// <param name="payload">Copied before the call returns.</param>
    /// <param name="listener">Told after the group commit; null for nobody.</param>
    AppendOutcome Append(EntryKind kind, int deviceHandle, in ReadOnlySequence<byte> payload, ICommitListener? listener);

    /// <summary>Completes when there may be room after <see cref="AppendOutcome.NoRoom"/>.</summary>
    ValueTask WaitForRoomAsync(CancellationToken cancellationToken);

    /// <summary>Messages dropped because the journal was nearly full and nobody waited for them.</summary>
    long ShedTotal { get; }

    /// <summary>False while the journal refuses entries; with the reason for people.</summary>
    bool IsAccepting(out string? reason);
}
