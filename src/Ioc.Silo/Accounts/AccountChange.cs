namespace Ioc.Silo.Accounts;

/// <summary>What came of changing an account.</summary>
public enum AccountChange
{
    Done,

    /// <summary>There is no such account.</summary>
    Unknown,

    /// <summary>Nobody else would be left who administers the whole centre, so nothing was changed.</summary>
    LastChief,
}
