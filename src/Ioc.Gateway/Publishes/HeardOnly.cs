using System.Buffers;
using Ioc.Silo.Intake;
using Ioc.Silo.Journal;

namespace Ioc.Gateway.Publishes;

/// <summary>
/// What the journal keeps of a message that it had no room for: that its device is there. Without it everybody who publishes at QoS 0 would be
/// called offline because our own store is away. A tenth of a message's size, so that what room is left lasts.
/// </summary>
internal static class HeardOnly
{
    public static void Append(IIntake intake, int deviceHandle) =>
        intake.Append(EntryKind.Event, deviceHandle, ReadOnlySequence<byte>.Empty, listener: null);
}
