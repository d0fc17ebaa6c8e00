namespace Ioc.Silo.Audit;

/// <param name="Kind">Who acts.</param>
/// <param name="Name">Account name (kept apart, under a pseudonym) or device id; null where nobody is known.</param>
/// <param name="Via">How it is known: <c>password</c>, <c>passkey</c>, <c>cookie</c>, <c>token LABEL</c> …</param>
public readonly record struct AuditActor(AuditActorKind Kind, string? Name, string? Via)
{
    /// <summary>The centre's own process.</summary>
    public static AuditActor Centre { get; } = new(AuditActorKind.Centre, null, null);

    /// <summary>
    /// Somebody who did not prove an identity. What they typed as a name is not kept: a password lands in that field often enough.
    /// </summary>
    public static AuditActor Stranger { get; } = new(AuditActorKind.Stranger, null, null);

    public static AuditActor Account(string userName, string? via) => new(AuditActorKind.Account, userName, via);

    public static AuditActor Device(string deviceId) => new(AuditActorKind.Device, deviceId, null);
}
