using System.Net;

namespace Ioc.Mqtt.Transport;

/// <summary>
/// One connection's bytes, whatever carries them: TCP, TLS or WebSocket. One reader; sends one at a time; the rest from any thread.
/// A peer that breaks off is an end, not an exception.
/// </summary>
internal interface IMqttTransport : IOutputTransport
{
    /// <summary>What <see cref="ReceiveAsync"/> answers when there was nothing after all, or <see cref="Interrupt"/> was called.</summary>
    const int Nothing = -1;

    EndPoint? RemoteEndPoint { get; }

    /// <summary>Common name of the client certificate that was verified; null without one.</summary>
    string? CertificateName { get; }

    /// <summary>Its fingerprint and alternative names; empty without one.</summary>
    IReadOnlyList<string> CertificateIdentities => [];

    /// <summary>True when nothing of the connection is left.</summary>
    bool IsClosed { get; }

    /// <summary>Completes when there may be bytes, at the end, and after <see cref="Interrupt"/>. Meanwhile nobody holds a buffer: an idle client costs none.</summary>
    ValueTask WaitForInputAsync();

    /// <summary>Bytes received, 0 at the end, or <see cref="Nothing"/>. After an interruption the buffer may still be written to: drop it, do not reuse it.</summary>
    ValueTask<int> ReceiveAsync(Memory<byte> buffer);

    /// <summary>Ends the reader's wait, now and for ever. Sending still works.</summary>
    void Interrupt();

    /// <summary>
    /// Tells the peer that nothing more comes, and ends when it has closed too. What it still sends is thrown away: a socket closed with
    /// unread bytes would reset the connection, and the peer would lose our last packet, which says why.
    /// </summary>
    void BeginClose();

    /// <summary>Ends everything at once; the peer is told by a reset.</summary>
    void Abort();
}
