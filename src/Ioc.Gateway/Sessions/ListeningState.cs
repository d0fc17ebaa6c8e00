namespace Ioc.Gateway.Sessions;

/// <summary>Whether devices can be heard. Last wills of sessions that we end by stopping say nothing about the devices.</summary>
internal sealed class ListeningState
{
    private volatile bool _isStopping;

    public bool IsStopping => _isStopping;

    public void Stop() => _isStopping = true;
}
