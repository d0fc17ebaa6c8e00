using System.Buffers;

namespace Ioc.Silo.Accounts;

/// <summary>Rules for account names and passwords; the dashboard and the command line ask here, so that they say the same.</summary>
public static class AccountRules
{
    public const int NameLengthMax = 64;

    /// <summary>
    /// Length is what makes a password hard to guess; kinds of characters only make it hard to remember (NIST SP 800-63B).
    /// </summary>
    public const int PasswordLengthMin = 12;

    /// <summary>Bounds the work of hashing what a stranger sends.</summary>
    public const int PasswordLengthMax = 256;

    public const int LabelLengthMax = 100;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-@");

    /// <summary>Account names are lower-case: Lan.Nguyen and lan.nguyen are one person.</summary>
    public static string Normalise(string userName) => userName.Trim().ToLowerInvariant();

    /// <summary>What is wrong with a name, or null.</summary>
    public static string? RefuseName(string? userName) =>
        userName is not null && Normalise(userName) is { Length: > 0 and <= NameLengthMax } name &&
        !name.AsSpan().ContainsAnyExcept(NameCharacters)
            ? null
            : $"user name '{userName}' is not valid: use 1 to {NameLengthMax} of a-z 0-9 . _ - @";

    /// <summary>What is wrong with a password, or null.</summary>
    public static string? RefusePassword(string userName, string? password)
    {
        if (password is null || password.Length < PasswordLengthMin)
            return $"the password has {password?.Length ?? 0} characters: use {PasswordLengthMin} or more; a few words are easy to remember";
        if (password.Length > PasswordLengthMax)
            return $"the password has {password.Length} characters: at most {PasswordLengthMax}";
        if (password.Contains(Normalise(userName), StringComparison.OrdinalIgnoreCase) && password.Length - userName.Length < 6)
            return "the password is little more than the user name: choose another";
        return password.Distinct().Count() < 4 ? "the password repeats too few characters: choose another" : null;
    }

    /// <summary>What is wrong with a person's name, or null. Empty is allowed.</summary>
    public static string? RefuseFullName(string fullName) =>
        fullName.Length <= AccountsLimits.FullNameLengthMax && !fullName.Any(char.IsControl)
            ? null
            : $"the full name needs at most {AccountsLimits.FullNameLengthMax} characters without control characters";

    /// <summary>What is wrong with roles at places, or null. Whether the places exist is the registry's to say.</summary>
    public static string? RefuseGrants(IReadOnlyList<Grant> grants)
    {
        if (grants.Count > AccountsLimits.GrantsMax)
            return $"{grants.Count} roles: at most {AccountsLimits.GrantsMax}";
        if (grants.FirstOrDefault(grant => !Enum.IsDefined(grant.Role)) is { } unknown)
            return $"role {(int)unknown.Role} is unknown";
        return grants.Any(grant => grant is { UnitCode: not null, Group: not null } or { UnitCode: "" } or { Group: "" })
            ? "a role is given at a unit, at a group, or at neither (the whole centre): not at both"
            : null;
    }
}
