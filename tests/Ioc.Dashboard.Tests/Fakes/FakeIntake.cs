using System.Buffers;
using Ioc.Silo.Intake;
using Ioc.Silo.Journal;

namespace Ioc.Dashboard.Tests.Fakes;

internal sealed class FakeIntake : IIntake
{
    public string? Refusal { get; set; }

    public long ShedTotal => 0;

    public AppendOutcome Append(EntryKind kind, int deviceHandle, in ReadOnlySequence<byte> payload, ICommitListener? listener) => AppendOutcome.Appended;

    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public bool IsAccepting(out string? reason)
    {
        reason = Refusal;
        return reason is null;
    }
}
