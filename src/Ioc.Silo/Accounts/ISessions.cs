namespace Ioc.Silo.Accounts;

/// <summary>Signed-in browsers. Kept by the hash of their secret, so that a restart signs nobody out and a stolen disk signs nobody in.</summary>
public interface ISessions
{
    /// <summary>How long after its last use a session ends.</summary>
    TimeSpan Lifetime { get; }

    /// <summary>A new session; answers its secret, for the cookie.</summary>
    Task<string> OpenAsync(NewSession session, CancellationToken cancellationToken);

    /// <summary>The live session, its time slid; null: unknown, ended or expired.</summary>
    AccountSession? Use(string secret);

    /// <summary>By last use, latest first.</summary>
    IReadOnlyList<AccountSession> Of(string userName);

    /// <summary>Its owner showed the password again.</summary>
    void NoteProof(string key);

    /// <summary>Ends its open connections too, and is finished once begun. False: unknown.</summary>
    Task<bool> CloseAsync(string key, CancellationToken cancellationToken);
}
