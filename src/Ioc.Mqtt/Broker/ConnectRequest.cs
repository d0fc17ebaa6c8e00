using System.Net;

namespace Ioc.Mqtt.Broker;

/// <summary>What a CONNECT says about who is calling.</summary>
public sealed record ConnectRequest
{
    public required string ClientId { get; init; }

    public string? UserName { get; init; }

    /// <summary>Raw password bytes (0 to 65,535), never logged.</summary>
    public ReadOnlyMemory<byte> Password { get; init; }

    public bool HasPassword { get; init; }

    public required ProtocolVersion Version { get; init; }

    public EndPoint? RemoteEndPoint { get; init; }

    /// <summary>Common name of the verified client certificate; null without one. What it stands for is the authenticator's to say.</summary>
    public string? CertificateName { get; init; }

    /// <summary>Every other name of it: <c>sha256:HEX</c>, its fingerprint, then <c>uri:</c>, <c>dns:</c> and <c>email:</c> names; empty without one.</summary>
    public IReadOnlyList<string> CertificateIdentities { get; init; } = [];

    /// <summary>Topic of the last will, for authorisation at connect time; null without a will.</summary>
    public string? WillTopic { get; init; }
}
