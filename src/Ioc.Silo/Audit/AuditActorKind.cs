namespace Ioc.Silo.Audit;

/// <summary>Who acts; the words are on disk.</summary>
public enum AuditActorKind
{
    /// <summary>A person or a system that signed in.</summary>
    Account = 1,

    Device = 2,

    /// <summary>The process itself: a start, a schedule.</summary>
    Centre = 3,

    /// <summary>Nobody known.</summary>
    Stranger = 4,
}
