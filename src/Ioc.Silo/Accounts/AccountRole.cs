namespace Ioc.Silo.Accounts;

/// <summary>Coarse roles of the first version; scopes by unit follow. Numbers are on disk.</summary>
public enum AccountRole : byte
{
    Viewer = 1,

    /// <summary>Acknowledges alerts and orders broadcasts.</summary>
    Operator = 2,

    /// <summary>Also edits the registry, users and tokens.</summary>
    Administrator = 3,
}
