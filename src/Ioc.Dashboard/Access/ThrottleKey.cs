namespace Ioc.Dashboard.Access;

/// <summary>What attempts are counted by.</summary>
/// <param name="Name">Unique over all kinds of keys.</param>
/// <param name="FreeAttempts">So many do not wait.</param>
/// <param name="RememberedFor">After the last attempt; then the slate is clean.</param>
/// <param name="SparesNewcomers">It makes nobody wait whose first key was not seen yet.</param>
/// <param name="RegainedEvery">Not null: a free attempt comes back each such time, and beyond them nobody waits longer than that.</param>
internal readonly record struct ThrottleKey(string Name, int FreeAttempts, TimeSpan RememberedFor, bool SparesNewcomers = false, TimeSpan? RegainedEvery = null)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>A browser in which this account signed in before.</summary>
    public static ThrottleKey Browser(string hash) => new("browser " + hash, DashboardLimits.FreeAttempts, Hour);

    /// <summary>An account from one network.</summary>
    public static ThrottleKey Place(string account, string network) => new($"place {network} {account}", DashboardLimits.FreeAttempts, Hour);

    /// <summary>
    /// A network with whatever accounts: against one guess at each of many. A whole office sits behind one address, so it is wide and comes back steadily; what
    /// <see cref="Place"/> refuses takes nothing of it, so that guessing at one account slows nobody else.
    /// </summary>
    public static ThrottleKey Network(string network, int perMinute) =>
        new("network " + network, perMinute * DashboardLimits.NetworkAttemptsAtOnce, TimeSpan.Zero, RegainedEvery: TimeSpan.FromMinutes(1) / perMinute);

    /// <summary>
    /// An account from everywhere that is strange to it. Guesses from many networks wait for each other; a network that did not guess yet has one try all the
    /// same, or whoever guesses all day would keep the owner out of every new browser.
    /// </summary>
    public static ThrottleKey Account(string account) => new("account " + account, DashboardLimits.FreeAttemptsFromAnywhere, Hour, SparesNewcomers: true);

    /// <summary>Codes of an account's second factor. There are a million, of which three are right: whoever has the password must not get many, from wherever.</summary>
    public static ThrottleKey Factor(string account) => new("factor " + account, DashboardLimits.FreeAttempts, TimeSpan.FromDays(1));

    /// <summary>The password, shown again by who is signed in.</summary>
    public static ThrottleKey Session(string session) => new("session " + session, DashboardLimits.FreeAttempts, Hour);
}
