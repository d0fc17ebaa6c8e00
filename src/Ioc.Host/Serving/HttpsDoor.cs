using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using Ioc.Mqtt.Transport;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Ioc.Host.Serving;

/// <summary>
/// The people's port over TLS. The files are looked at when somebody comes, so a renewed certificate needs no restart; one that can't be read leaves the old in force,
/// because a half-written file must not lock people out.
/// </summary>
internal sealed class HttpsDoor(TlsEndpoint files, ILogger log)
{
    private readonly Lock _gate = new();
    private SslServerAuthenticationOptions _current = files.Read();
    private DateTime _readAs = WrittenAt(files);

    public void Open(KestrelServerOptions kestrel, IPAddress address, int port) =>
        kestrel.Listen(address, port, listen => listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(Current()) }));

    private SslServerAuthenticationOptions Current()
    {
        lock (_gate)
        {
            var writtenAt = WrittenAt(files);
            if (writtenAt == _readAs)
                return _current;
            _readAs = writtenAt;
            try
            {
                _current = files.Read();
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
            {
                // The next change of the file is the next try, and the next complaint.
                ServeLog.CertificateUnusable(log, files.CertificateFile, fault.Message);
            }

            return _current;
        }
    }

    private static DateTime WrittenAt(TlsEndpoint files)
    {
        var (certificate, key) = (File.GetLastWriteTimeUtc(files.CertificateFile), File.GetLastWriteTimeUtc(files.KeyFile));
        return certificate > key ? certificate : key;
    }
}
