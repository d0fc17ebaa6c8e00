namespace Ioc.Silo.Intake;

/// <summary>Told when what it appended is durable. One call per run of consecutive entries of a listener in a commit, on the journal's thread: must not block.</summary>
public interface ICommitListener
{
    /// <param name="count">How many of this listener's oldest appended entries became durable together.</param>
    /// <param name="durable">False when the journal could not write them: they are not kept and must not be acknowledged as kept.</param>
    void Committed(int count, bool durable);
}
