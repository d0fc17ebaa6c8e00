using Ioc.Silo.Accounts;

namespace Ioc.Dashboard.Access;

/// <summary>One signed-in browser. Owned by <see cref="SessionTable"/>, changed only under its lock.</summary>
internal sealed class Session(string id, Account account, string? token, DateTimeOffset now)
{
    public string Id { get; } = id;

    public Account Account { get; set; } = account;

    /// <summary>The token it signed in with, so that revoking the token ends the session; null: a password.</summary>
    public string? Token { get; } = token;

    public DateTimeOffset UsedAt { get; set; } = now;

    public DateTimeOffset CheckedAt { get; set; } = now;

    public DateTimeOffset CookieSentAt { get; set; } = now;
}
