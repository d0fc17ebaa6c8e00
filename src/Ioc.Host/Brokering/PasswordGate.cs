using System.Security.Cryptography;
using Ioc.Mqtt;
using Ioc.Mqtt.Broker;

namespace Ioc.Host.Brokering;

/// <summary>Who may connect: users with the password of their file, and without a name whoever may where that is allowed.</summary>
/// <remarks>
/// Passwords are kept and compared as keyed digests, of one length and in constant time; a name nobody has costs the same. The key is
/// this process's own, so that the digests say nothing outside it.
/// </remarks>
internal sealed class PasswordGate : IConnectAuthenticator
{
    private static readonly ValueTask<ConnectDecision> Granted = new(new ConnectDecision(ReasonCode.Success));
    private static readonly ValueTask<ConnectDecision> NotAuthorized = new(new ConnectDecision(ReasonCode.NotAuthorized));
    private static readonly ValueTask<ConnectDecision> Refused = new(new ConnectDecision(ReasonCode.BadUserNameOrPassword));

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _nobody = RandomNumberGenerator.GetBytes(32);
    private readonly Dictionary<string, byte[]> _digests = new(StringComparer.Ordinal);
    private readonly bool _anonymous;

    /// <exception cref="IOException">A password file can't be read, or is empty.</exception>
    public PasswordGate(IReadOnlyDictionary<string, string> passwordFiles, bool anonymous)
    {
        _anonymous = anonymous;
        foreach (var (name, file) in passwordFiles)
        {
            var password = File.ReadLines(file).FirstOrDefault();
            if (string.IsNullOrEmpty(password))
            {
                throw new IOException($"{file} has no password for user {name}: its first line is empty.");
            }

            _digests.Add(name, Digest(System.Text.Encoding.UTF8.GetBytes(password)));
        }
    }

    public ValueTask<ConnectDecision> AuthenticateAsync(ConnectRequest request, CancellationToken cancellationToken)
    {
        if (request.UserName is null)
        {
            return _anonymous ? Granted : NotAuthorized;
        }

        // Where everybody may in and nobody has a password, a name is only a name.
        if (_anonymous && _digests.Count == 0)
        {
            return Granted;
        }

        var expected = _digests.GetValueOrDefault(request.UserName, _nobody);
        return CryptographicOperations.FixedTimeEquals(expected, Digest(request.Password.Span)) ? Granted : Refused;
    }

    private byte[] Digest(ReadOnlySpan<byte> password) => HMACSHA256.HashData(_key, password);
}
