namespace Ioc.Silo.Intake;

/// <summary>Consecutive entries of one listener in one commit.</summary>
internal struct ListenerRun(ICommitListener listener)
{
    public readonly ICommitListener Listener = listener;
    public int Count = 1;
}
