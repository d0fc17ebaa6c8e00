namespace Ioc.Silo.Accounts;

/// <param name="UserName">1 to 64 of a-z 0-9 . _ - @.</param>
/// <param name="Password">Null: a system, which signs in with tokens only.</param>
/// <param name="Grants">At least one, or it may do nothing.</param>
public sealed record NewAccount(string UserName, string? Password, IReadOnlyList<Grant> Grants)
{
    public string FullName { get; init; } = "";

    public bool MustChangePassword { get; init; }
}
