namespace Ioc.Silo.Accounts;

public sealed record Account(string UserName, AccountRole Role);
