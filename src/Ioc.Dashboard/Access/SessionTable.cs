using System.Buffers.Text;
using System.Security.Cryptography;
using Ioc.Silo.Accounts;

namespace Ioc.Dashboard.Access;

/// <summary>
/// Who is signed in with a browser. In memory only: after a restart people sign in again, and no session id ever lies on a disk.
/// Bounded by <see cref="DashboardLimits.SessionsMax"/>: the session unused for longest makes room.
/// </summary>
internal sealed class SessionTable(DashboardOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Session> _sessions = new(StringComparer.Ordinal);

    public TimeSpan Lifetime { get; } = TimeSpan.FromHours(options.SessionHours);

    public Session Open(Account account, string? token)
    {
        Span<byte> random = stackalloc byte[32];
        RandomNumberGenerator.Fill(random);
        var session = new Session(Base64Url.EncodeToString(random), account, token, time.GetUtcNow());
        lock (_gate)
        {
            if (_sessions.Count >= DashboardLimits.SessionsMax) MakeRoom_NeedsLock();
            _sessions.Add(session.Id, session);
        }

        return session;
    }

    /// <summary>The live session, its time slid; null when unknown or expired.</summary>
    public Session? Use(string id)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_gate)
        {
            if (!_sessions.TryGetValue(id, out Session? session)) return null;
            if (now - session.UsedAt > Lifetime)
            {
                _sessions.Remove(id);
                return null;
            }

            session.UsedAt = now;
            return session;
        }
    }

    public void Close(string id)
    {
        lock (_gate) _sessions.Remove(id);
    }

    /// <summary>True once per <see cref="DashboardLimits.CookieRefreshSeconds"/>: the caller sends the cookie anew.</summary>
    public bool TakeCookieTurn(Session session)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_gate)
        {
            if (now - session.CookieSentAt < TimeSpan.FromSeconds(DashboardLimits.CookieRefreshSeconds)) return false;
            session.CookieSentAt = now;
            return true;
        }
    }

    /// <summary>True once per <see cref="DashboardLimits.AccountCheckSeconds"/>: the caller looks the account up again.</summary>
    public bool TakeCheckTurn(Session session)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_gate)
        {
            if (now - session.CheckedAt < TimeSpan.FromSeconds(DashboardLimits.AccountCheckSeconds)) return false;
            session.CheckedAt = now;
            return true;
        }
    }

    public void Renew(Session session, Account account)
    {
        lock (_gate) session.Account = account;
    }

    private void MakeRoom_NeedsLock()
    {
        Session oldest = _sessions.Values.MinBy(session => session.UsedAt)!;
        DateTimeOffset dead = time.GetUtcNow() - Lifetime;
        foreach (Session session in _sessions.Values.Where(session => session.UsedAt < dead).ToArray()) _sessions.Remove(session.Id);
        _sessions.Remove(oldest.Id);
    }
}
