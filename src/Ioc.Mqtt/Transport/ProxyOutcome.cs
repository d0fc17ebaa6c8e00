namespace Ioc.Mqtt.Transport;

/// <summary>What came of reading a PROXY header.</summary>
internal enum ProxyOutcome : byte
{
    /// <summary>It names the client, or says that the balancer speaks for itself.</summary>
    Read,

    /// <summary>The first bytes are not the signature of version 2.</summary>
    NoSignature,
    VersionUnsupported,
    CommandUnknown,

    /// <summary>Not TCP over IPv4 or IPv6.</summary>
    FamilyUnsupported,

    /// <summary>Longer than <see cref="ProxyHeader.BodyBytesMax"/>.</summary>
    TooLong,

    /// <summary>Shorter than its addresses, or a TLV runs over its end.</summary>
    Truncated,
    ChecksumWrong,

    /// <summary>The connection ended, or the connect timeout came, within the header.</summary>
    Incomplete,
}
