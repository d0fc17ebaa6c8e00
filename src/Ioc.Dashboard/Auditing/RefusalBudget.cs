namespace Ioc.Dashboard.Auditing;

/// <summary>
/// How many refusals of one account are written, and how many were not: so few a minute that they can't fill the disk. Apart from what calls cost, or
/// whoever spends that first, on cheap queries, could probe unseen. Holds a line for each account that was ever refused, so as many as there are accounts.
/// </summary>
internal sealed class RefusalBudget(TimeProvider time, int perMinute)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Minute> _byAccount = new(StringComparer.Ordinal);

    /// <param name="account">Whose.</param>
    /// <param name="leftOut">How many were not written since the last that was.</param>
    public bool TryTake(string account, out long leftOut)
    {
        lock (_gate)
        {
            if (!_byAccount.TryGetValue(account, out Minute minute) || time.GetElapsedTime(minute.Since) >= TimeSpan.FromMinutes(1))
                minute = new Minute(time.GetTimestamp(), 0, minute.LeftOut);
            bool isWritten = minute.Written < perMinute;
            leftOut = isWritten ? minute.LeftOut : 0;
            _byAccount[account] = isWritten ? new Minute(minute.Since, minute.Written + 1, 0) : minute with { LeftOut = minute.LeftOut + 1 };
            return isWritten;
        }
    }

    private readonly record struct Minute(long Since, int Written, long LeftOut);
}
