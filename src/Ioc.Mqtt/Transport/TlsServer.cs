using System.Net.Security;
using System.Security.Cryptography;
using Ioc.Mqtt.Broker;
using Microsoft.Extensions.Logging;

namespace Ioc.Mqtt.Transport;

/// <summary>
/// The server's side of TLS: certificate and authorities from files, read again when they change. What can't be read leaves the old in
/// force, because a half-written file must not close a province's door.
/// </summary>
internal sealed class TlsServer : IDisposable
{
    private readonly TlsEndpoint _endpoint;
    private readonly BrokerMetrics _metrics;
    private readonly ILogger _log;
    private readonly ITimer _timer;
    private FileStamps _stamps;
    private SslServerAuthenticationOptions _current;

    /// <exception cref="IOException">The files can't be used; the message says why.</exception>
    public TlsServer(TlsEndpoint endpoint, BrokerMetrics metrics, TimeProvider time, ILogger log)
    {
        _endpoint = endpoint;
        _metrics = metrics;
        _log = log;
        _stamps = FileStamps.Of(endpoint);
        try
        {
            _current = endpoint.Read();
        }
        catch (Exception fault) when (IsUnusable(fault))
        {
            throw new IOException($"The TLS certificate {endpoint.CertificateFile} with key {endpoint.KeyFile} can't be used: {fault.Message}", fault);
        }

        TimeSpan period = TimeSpan.FromSeconds(endpoint.ReloadSeconds);
        _timer = time.CreateTimer(static state => ((TlsServer)state!).Look(), this, period, period);
    }

    /// <summary>For the next handshake.</summary>
    public SslServerAuthenticationOptions Current => Volatile.Read(ref _current);

    public void Dispose() => _timer.Dispose();

    private static bool IsUnusable(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;

    private void Look()
    {
        FileStamps now = FileStamps.Of(_endpoint);
        if (now == _stamps) return;
        // Also after a failure: the same broken files are not tried, and not complained about, again.
        _stamps = now;
        try
        {
            Volatile.Write(ref _current, _endpoint.Read());
            ListenerLog.CertificateReloaded(_log, _endpoint.CertificateFile);
        }
        catch (Exception fault) when (IsUnusable(fault))
        {
            _metrics.CountCertificateReloadFailed();
            ListenerLog.CertificateUnusable(_log, _endpoint.CertificateFile, fault.Message);
        }
    }

    private readonly record struct FileStamps(DateTime Certificate, DateTime Key, DateTime Authorities, long Bytes)
    {
        public static FileStamps Of(TlsEndpoint endpoint) => new(
            File.GetLastWriteTimeUtc(endpoint.CertificateFile),
            File.GetLastWriteTimeUtc(endpoint.KeyFile),
            endpoint.ClientAuthoritiesFile is { } file ? File.GetLastWriteTimeUtc(file) : default,
            Length(endpoint.CertificateFile) + Length(endpoint.KeyFile) + Length(endpoint.ClientAuthoritiesFile));

        private static long Length(string? file) => file is not null && new FileInfo(file) is { Exists: true } info ? info.Length : 0;
    }
}
