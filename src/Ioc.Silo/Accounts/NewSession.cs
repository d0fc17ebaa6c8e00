namespace Ioc.Silo.Accounts;

/// <summary>What is known of a browser when it signs in; as <see cref="AccountSession"/>.</summary>
public sealed record NewSession(string UserName, string? TokenId, string? Address, string? Agent, bool HasSecondFactor)
{
    /// <summary>The sign-in before this one.</summary>
    public DateTimeOffset? PreviousAt { get; init; }

    public string? PreviousFrom { get; init; }
}
