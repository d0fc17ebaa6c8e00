namespace Ioc.Silo.Audit;

/// <summary>One action to be written. Never put a secret, a password as typed or a person's name into what is written as it is.</summary>
public sealed record AuditEntry
{
    public required AuditActor Actor { get; init; }

    /// <summary>Address it came from; null: this machine's own doing.</summary>
    public string? Address { get; init; }

    /// <summary>One of <see cref="AuditActions"/>.</summary>
    public required string Action { get; init; }

    public AuditSubject? Subject { get; init; }

    /// <summary>The unit it happened in; null: the whole province.</summary>
    public string? UnitCode { get; init; }

    public AuditOutcome Outcome { get; init; } = AuditOutcome.Done;

    /// <summary>What it was, written as JSON; over <see cref="AuditLimits.ValueCharsMax"/> only its hash is kept.</summary>
    public object? Before { get; init; }

    /// <summary>What it becomes; as <see cref="Before"/>.</summary>
    public object? After { get; init; }

    /// <summary>The person's reason, or why it was refused or failed.</summary>
    public string? Why { get; init; }
}
