namespace Ioc.Host.Proving;

/// <summary>How a <see cref="LineServer"/> answers a write.</summary>
internal enum LineServerFault : byte
{
    None,

    /// <summary>Takes the request and says nothing, until the connection breaks off.</summary>
    Hang,

    /// <summary>500.</summary>
    Error,

    /// <summary>429.</summary>
    TooMany,

    /// <summary>Keeps half of the lines, then the connection breaks off.</summary>
    Half,

    /// <summary>Keeps all but some lines, and answers 400.</summary>
    Refuse,
}
