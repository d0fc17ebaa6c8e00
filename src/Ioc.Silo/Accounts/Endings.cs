namespace Ioc.Silo.Accounts;

/// <summary>
/// Tells open connections that what they were opened with holds no more: a session was signed out, a token revoked, an account changed. They
/// end then, and not when they next ask.
/// </summary>
public sealed class Endings
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Action>> _watchers = new(StringComparer.Ordinal);

    public static string Session(string key) => "session " + key;

    public static string Token(string id) => "token " + id;

    public static string User(string userName) => "user " + userName;

    /// <param name="what">One of the names above.</param>
    /// <param name="ended">Called at most once, by whoever ends it; must be quick.</param>
    public IDisposable Watch(string what, Action ended)
    {
        lock (_gate)
        {
            if (!_watchers.TryGetValue(what, out var list))
                _watchers[what] = list = [];
            list.Add(ended);
        }

        return new Watching(this, what, ended);
    }

    internal void End(string what)
    {
        List<Action>? told;
        lock (_gate)
            _watchers.Remove(what, out told);
        foreach (var ended in told ?? [])
            ended();
    }

    private void Leave(string what, Action ended)
    {
        lock (_gate)
        {
            if (_watchers.TryGetValue(what, out var list) && list.Remove(ended) && list.Count == 0)
                _watchers.Remove(what);
        }
    }

    private sealed class Watching(Endings endings, string what, Action ended) : IDisposable
    {
        public void Dispose() => endings.Leave(what, ended);
    }
}
