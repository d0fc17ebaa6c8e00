namespace Ioc.Silo.Accounts;

/// <summary>
/// Browsers in which somebody has signed in before. Guesses of others slow down whoever comes from anywhere else, but not the owner there.
/// </summary>
public interface IKnownBrowsers
{
    /// <summary>True: this person has signed in here before.</summary>
    bool Knows(string userName, string secret);

    /// <summary>A new secret for the browser's cookie.</summary>
    Task<string> RememberAsync(string userName, CancellationToken cancellationToken);
}
