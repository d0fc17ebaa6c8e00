namespace Ioc.Silo.Intake;

/// <summary>Whether entries may enter; ordered so that "at least starting and at most open" is a range.</summary>
internal enum IntakeState : byte
{
    Failed = 0,

    /// <summary>Only the silo's own entries.</summary>
    Starting = 1,
    Open = 2,
    Closed = 3,
}
