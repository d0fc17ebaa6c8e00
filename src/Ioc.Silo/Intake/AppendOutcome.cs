namespace Ioc.Silo.Intake;

public enum AppendOutcome : byte
{
    /// <summary>Copied into the pending batch; the listener will hear of it.</summary>
    Appended,

    /// <summary>The pending batch is full: wait for room and append again. The device pays, by being read more slowly.</summary>
    NoRoom,

    /// <summary>The journal is nearly full and nobody waits for this one: it was dropped.</summary>
    Shed,

    /// <summary>The journal can't write (disk full, fault): nothing may be acknowledged.</summary>
    Failed,
}
