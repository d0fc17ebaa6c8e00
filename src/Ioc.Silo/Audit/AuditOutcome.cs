namespace Ioc.Silo.Audit;

/// <summary>What came of it; the words are on disk.</summary>
public enum AuditOutcome
{
    /// <summary>Written before it is done: a later row says <see cref="Failed"/> where it then was not.</summary>
    Done = 1,

    /// <summary>Not allowed.</summary>
    Refused = 2,

    /// <summary>Allowed and tried, but not done.</summary>
    Failed = 3,
}
