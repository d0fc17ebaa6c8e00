namespace Ioc.Silo.Audit;

/// <summary>What is acted on.</summary>
/// <param name="Kind">A word such as <c>device</c>, <c>broadcast</c>; <see cref="AccountKind"/> is treated as a person.</param>
/// <param name="Id">Its id; an account's name is kept apart, under a pseudonym.</param>
public readonly record struct AuditSubject(string Kind, string Id)
{
    public const string AccountKind = "account";

    public static AuditSubject Account(string userName) => new(AccountKind, userName);

    public static AuditSubject Device(string deviceId) => new("device", deviceId);
}
