namespace Ioc.Silo.Accounts;

/// <summary>One signed-in browser, as it may be shown to its owner.</summary>
/// <param name="Key">The hash of its secret.</param>
/// <param name="UserName">Who signed in.</param>
/// <param name="TokenId">The token it signed in with, so that revoking the token ends it; null: a person's own sign-in.</param>
/// <param name="OpenedAt">When.</param>
/// <param name="UsedAt">Its last use.</param>
/// <param name="Address">Where it was opened.</param>
/// <param name="Agent">What the browser calls itself.</param>
/// <param name="HasSecondFactor">A second factor was shown at sign-in.</param>
public sealed record AccountSession(
    string Key, string UserName, string? TokenId, DateTimeOffset OpenedAt, DateTimeOffset UsedAt, string? Address, string? Agent, bool HasSecondFactor)
{
    /// <summary>When its owner last showed who they are: at sign-in, or again since. Not kept over a restart, after which it is asked for sooner.</summary>
    public DateTimeOffset ProvedAt { get; init; } = OpenedAt;

    /// <summary>The sign-in before this one: shown, so that its owner wonders where it was not theirs.</summary>
    public DateTimeOffset? PreviousAt { get; init; }

    public string? PreviousFrom { get; init; }

    /// <summary>Names it in lists.</summary>
    public string Id => Key[..16];
}
