using Ioc.Silo.Accounts;

namespace Ioc.Dashboard.Access;

/// <summary>
/// What a browser holds between the password and the second factor, or between asking for a challenge and answering it: random, short-lived, for one
/// purpose, and used once. In memory: whoever loses one begins anew. Each purpose has its own room, and what anybody may ask for has one apart, so that a flood
/// of questions pushes nobody out who has shown a password.
/// </summary>
internal sealed class SignInTickets(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Ticket> _tickets = new(StringComparer.Ordinal);

    /// <param name="purpose">It is worth nothing for another one.</param>
    /// <param name="userName">Whose; empty where that is not known yet.</param>
    /// <param name="data">Kept with it.</param>
    public string Issue(string purpose, string userName, byte[]? data = null)
    {
        string secret = Secret.New();
        DateTimeOffset now = time.GetUtcNow();
        lock (_gate)
        {
            foreach ((string key, _) in _tickets.Where(pair => pair.Value.ExpiresAt <= now).ToArray()) _tickets.Remove(key);
            KeyValuePair<string, Ticket>[] alike = [.. _tickets.Where(pair => pair.Value.Purpose == purpose && pair.Value.UserName.Length == 0 == (userName.Length == 0))];
            if (alike.Length >= DashboardLimits.TicketsMax) _tickets.Remove(alike.MinBy(pair => pair.Value.ExpiresAt).Key);
            _tickets[Secret.Key(secret)] = new Ticket(purpose, userName, data ?? [], now.AddSeconds(DashboardLimits.TicketSeconds));
        }

        return secret;
    }

    /// <summary>Null: unknown, used, too old, or for something else. It stays, for another try.</summary>
    public (string UserName, byte[] Data)? Look(string purpose, string secret)
    {
        lock (_gate)
        {
            return _tickets.TryGetValue(Secret.Key(secret), out Ticket? ticket) && ticket.Purpose == purpose && ticket.ExpiresAt > time.GetUtcNow()
                ? (ticket.UserName, ticket.Data)
                : null;
        }
    }

    /// <summary>As <see cref="Look"/>, and it is used.</summary>
    public (string UserName, byte[] Data)? Take(string purpose, string secret)
    {
        lock (_gate)
        {
            return Look(purpose, secret) is { } found && _tickets.Remove(Secret.Key(secret)) ? found : null;
        }
    }

    /// <summary>What was shown with it is wrong: it bears some slips, not a search.</summary>
    public void Miss(string secret)
    {
        lock (_gate)
        {
            if (_tickets.TryGetValue(Secret.Key(secret), out Ticket? ticket) && ++ticket.Misses >= DashboardLimits.TicketMissesMax) _tickets.Remove(Secret.Key(secret));
        }
    }

    private sealed record Ticket(string Purpose, string UserName, byte[] Data, DateTimeOffset ExpiresAt)
    {
        public int Misses { get; set; }
    }
}
