using Dapper;
using Ioc.Silo.Storage;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Accounts;

/// <summary>Sessions on operations.db, held in memory: one is looked up with every request of a browser.</summary>
internal sealed class SqliteSessions : ISessions
{
    private const int AgentLengthMax = 200;

    private readonly OperationsDatabase _database;
    private readonly Endings _endings;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, AccountSession> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _writtenAt = new(StringComparer.Ordinal);

    public SqliteSessions(OperationsDatabase database, Endings endings, StoreOptions options, TimeProvider time)
    {
        (_database, _endings, _time) = (database, endings, time);
        Lifetime = TimeSpan.FromHours(options.SessionHours);
        var dead = (time.GetUtcNow() - Lifetime).ToUnixTimeMilliseconds();
        database.Write((connection, transaction) => connection.Execute("DELETE FROM account_sessions WHERE used_at_ms < @dead", new { dead }, transaction));
        using var connection = database.CreateConnection();
        foreach (var row in connection.Query<(byte[] Hash, string Name, string? Token, long Opened, long Used, string? Address, string? Agent, long Factor, long? Previous, string? PreviousFrom)>(
            "SELECT sha256, user_name, token_id, opened_at_ms, used_at_ms, address, agent, second_factor, previous_at_ms, previous_from FROM account_sessions"))
        {
            var key = Convert.ToHexStringLower(row.Hash);
            _sessions[key] = new AccountSession(key, row.Name, row.Token, At(row.Opened), At(row.Used), row.Address, row.Agent, row.Factor != 0)
            {
                PreviousAt = row.Previous is { } previous ? At(previous) : null, PreviousFrom = row.PreviousFrom,
            };
            _writtenAt[key] = At(row.Used);
        }
    }

    public TimeSpan Lifetime { get; }

    public async Task<string> OpenAsync(NewSession session, CancellationToken cancellationToken)
    {
        var secret = Secret.New();
        var key = Secret.Key(secret);
        var now = _time.GetUtcNow();
        var agent = session.Agent is { Length: > AgentLengthMax } wordy ? wordy[..AgentLengthMax] : session.Agent;
        var opened = new AccountSession(key, session.UserName, session.TokenId, now, now, session.Address, agent, session.HasSecondFactor)
        {
            PreviousAt = session.PreviousAt, PreviousFrom = session.PreviousFrom,
        };
        await MakeRoomAsync(session.UserName, cancellationToken);
        await _database.WriteAsync(
            (connection, transaction) => connection.Execute(
                """
                INSERT INTO account_sessions (sha256, user_name, token_id, opened_at_ms, used_at_ms, address, agent, second_factor, previous_at_ms, previous_from)
                VALUES (@hash, @UserName, @TokenId, @at, @at, @Address, @agent, @factor, @previous, @PreviousFrom)
                """,
                new
                {
                    hash = Convert.FromHexString(key), session.UserName, session.TokenId, at = now.ToUnixTimeMilliseconds(), session.Address, agent,
                    factor = session.HasSecondFactor ? 1 : 0, previous = session.PreviousAt?.ToUnixTimeMilliseconds(), session.PreviousFrom,
                },
                transaction),
            cancellationToken);
        lock (_gate)
            (_sessions[key], _writtenAt[key]) = (opened, now);
        return secret;
    }

    public AccountSession? Use(string secret)
    {
        var key = Secret.Key(secret);
        var now = _time.GetUtcNow();
        AccountSession used;
        lock (_gate)
        {
            if (!_sessions.TryGetValue(key, out var session) || now - session.UsedAt > Lifetime)
                return null;
            used = _sessions[key] = session with { UsedAt = now };
            if (now - _writtenAt[key] < TimeSpan.FromMinutes(AccountsLimits.UseWrittenMinutes))
                return used;
            _writtenAt[key] = now;
        }

        _database.Write((connection, transaction) => connection.Execute(
            "UPDATE account_sessions SET used_at_ms = @at WHERE sha256 = @hash",
            new { at = now.ToUnixTimeMilliseconds(), hash = Convert.FromHexString(key) }, transaction));
        return used;
    }

    public IReadOnlyList<AccountSession> Of(string userName)
    {
        var dead = _time.GetUtcNow() - Lifetime;
        lock (_gate)
            return [.. _sessions.Values.Where(session => session.UserName == userName && session.UsedAt >= dead).OrderByDescending(session => session.UsedAt)];
    }

    public void NoteProof(string key)
    {
        lock (_gate)
        {
            if (_sessions.TryGetValue(key, out var session))
                _sessions[key] = session with { ProvedAt = _time.GetUtcNow() };
        }
    }

    public async Task<bool> CloseAsync(string key, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // First here: a session that is being ended answers nothing any more, whatever the disk takes.
            if (!_sessions.Remove(key))
                return false;
            _writtenAt.Remove(key);
        }

        _endings.End(Endings.Session(key));
        // Not cancellable: a row that stayed because its caller hung up would sign the browser in again after a restart.
        await _database.WriteAsync(
            (connection, transaction) => connection.Execute("DELETE FROM account_sessions WHERE sha256 = @hash", new { hash = Convert.FromHexString(key) }, transaction),
            CancellationToken.None);
        return true;
    }

    /// <summary>In one transaction with what ends them, so that no session outlives a changed password; <see cref="Forget"/> follows the commit.</summary>
    internal static int Delete(SqliteConnection connection, SqliteTransaction transaction, string userName, string? exceptKey) => connection.Execute(
        "DELETE FROM account_sessions WHERE user_name = @userName AND sha256 IS NOT @except",
        new { userName, except = exceptKey is null ? null : Convert.FromHexString(exceptKey) }, transaction);

    /// <summary>Their rows are gone already.</summary>
    internal void Forget(string userName, string? exceptKey)
    {
        foreach (var session in Of(userName).Where(session => session.Key != exceptKey))
        {
            lock (_gate)
            {
                _sessions.Remove(session.Key);
                _writtenAt.Remove(session.Key);
            }

            _endings.End(Endings.Session(session.Key));
        }
    }

    /// <summary>Expired ones go whenever somebody signs in; of the person's own the one unused for longest, when there are too many.</summary>
    private async Task MakeRoomAsync(string userName, CancellationToken cancellationToken)
    {
        List<string> leaving;
        lock (_gate)
        {
            var dead = _time.GetUtcNow() - Lifetime;
            leaving = [.. _sessions.Values.Where(session => session.UsedAt < dead).Select(session => session.Key)];
        }

        leaving.AddRange(Of(userName).Skip(AccountsLimits.SessionsPerAccountMax - 1).Select(session => session.Key));
        foreach (var key in leaving)
            await CloseAsync(key, cancellationToken);
    }

    private static DateTimeOffset At(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs);
}
