namespace Ioc.Silo.Audit;

/// <summary>The audit can't be written, so the action it should tell of must not be done.</summary>
public sealed class AuditUnavailableException : Exception
{
    public AuditUnavailableException(string message)
        : base(message)
    {
    }

    public AuditUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public AuditUnavailableException()
    {
    }
}
