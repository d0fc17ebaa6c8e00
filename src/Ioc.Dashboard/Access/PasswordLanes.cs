namespace Ioc.Dashboard.Access;

/// <summary>
/// Passwords are checked one at a time, because a check takes a core. Strangers wait in a lane of their own, which is short and lets one through at a time:
/// whoever signed in here before waits behind one of them at most.
/// </summary>
internal sealed class PasswordLanes : IDisposable
{
    private readonly SemaphoreSlim _strangers = new(1, 1);
    private int _waiting;

    /// <summary>Null: the strangers' lane is full.</summary>
    public async Task<IDisposable?> EnterAsync(bool isKnown, CancellationToken cancellationToken)
    {
        if (isKnown) return new Place(null);
        if (Interlocked.Increment(ref _waiting) > DashboardLimits.PasswordsWaitingMax)
        {
            Interlocked.Decrement(ref _waiting);
            return null;
        }

        try
        {
            await _strangers.WaitAsync(cancellationToken);
            return new Place(_strangers);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Dispose() => _strangers.Dispose();

    private sealed class Place(SemaphoreSlim? lane) : IDisposable
    {
        public void Dispose() => lane?.Release();
    }
}
