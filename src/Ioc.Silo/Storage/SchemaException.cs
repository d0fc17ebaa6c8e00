namespace Ioc.Silo.Storage;

/// <summary>The database file can't be used by this program; the message says what to do.</summary>
public sealed class SchemaException : Exception
{
    public SchemaException(string message)
        : base(message)
    {
    }

    public SchemaException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public SchemaException()
    {
    }
}
