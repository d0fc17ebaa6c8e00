using System.Security.Cryptography;
using System.Text;
using Ioc.Silo.Rejections;

namespace Ioc.Silo.Provisioning;

/// <summary>
/// The quarantine: who knocked and is no device, by client id. In memory, because a stranger was promised nothing and knocks again; bounded in
/// entries and in work per second, because a stranger costs nothing to be.
/// </summary>
internal sealed class Strangers(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _byClientId = new(StringComparer.Ordinal);

    /// <summary>Longest silent first.</summary>
    private readonly LinkedList<Entry> _bySilence = new();

    /// <summary>Knocks of the running second, by address; at most as many as are noted in one.</summary>
    private readonly Dictionary<string, int> _notedByAddress = new(StringComparer.Ordinal);

    private long _second = long.MinValue;
    private int _notedInSecond;

    public void Note(in Knock knock)
    {
        var clientId = Printable(Cut(knock.ClientId, ProvisioningLimits.NameCharsMax), ProvisioningLimits.NameCharsMax)!;
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (!MayNote(knock.Address ?? "", now))
                return;
            if (!_byClientId.TryGetValue(clientId, out var entry))
            {
                MakeRoom(knock.Address);
                entry = new Entry(clientId, now);
                _byClientId.Add(clientId, entry);
            }
            else
            {
                _bySilence.Remove(entry.Node);
            }

            _bySilence.AddLast(entry.Node);
            entry.Heard(knock, now);
        }
    }

    public IReadOnlyList<Stranger> All()
    {
        lock (_gate)
            return [.. _bySilence.Reverse().Select(entry => entry.ToStranger())];
    }

    public Stranger? Find(string clientId)
    {
        lock (_gate)
            return _byClientId.GetValueOrDefault(clientId)?.ToStranger();
    }

    /// <summary>Hash of the password it always came with; null where there is none to keep.</summary>
    public byte[]? KeptPassword(string clientId)
    {
        lock (_gate)
            return _byClientId.GetValueOrDefault(clientId)?.KeptPassword;
    }

    public void Forget(string clientId)
    {
        lock (_gate)
            if (_byClientId.TryGetValue(clientId, out var entry))
                Drop(entry);
    }

    private void Drop(Entry entry)
    {
        _bySilence.Remove(entry.Node);
        _byClientId.Remove(entry.ClientId);
    }

    /// <summary>A thousand entries are looked through at most two hundred times a second: some microseconds each.</summary>
    private void MakeRoom(string? address)
    {
        var own = _bySilence.Where(entry => entry.Address == address).Take(ProvisioningLimits.StrangersPerAddressMax).ToList();
        if (address is not null && own.Count == ProvisioningLimits.StrangersPerAddressMax)
            Drop(own[0]);
        else if (_byClientId.Count >= ProvisioningLimits.StrangersMax)
            Drop(_bySilence.First!.Value);
    }

    private bool MayNote(string address, DateTimeOffset now)
    {
        var second = now.ToUnixTimeSeconds();
        if (second != _second)
        {
            (_second, _notedInSecond) = (second, 0);
            _notedByAddress.Clear();
        }

        if (_notedInSecond >= ProvisioningLimits.KnocksPerSecondMax)
            return false;
        // Behind an outside broker all come from nowhere: no address is asked for its share then.
        if (address.Length > 0 && (_notedByAddress[address] = _notedByAddress.GetValueOrDefault(address) + 1) > ProvisioningLimits.KnocksPerSecondAndAddressMax)
            return false;
        _notedInSecond++;
        return true;
    }

    public static string? Printable(string? text, int charsMax) => text is null ? null : PrintableText.From(Encoding.UTF8.GetBytes(text), charsMax);

    private static string? Cut(string? text, int charsMax) => text?.Length > charsMax ? text[..charsMax] : text;

    private sealed class Entry
    {
        private const int TopicCharsMax = 2 * ProvisioningLimits.NameCharsMax;

        private readonly DateTimeOffset _firstAt;
        private Knock _last;
        private DateTimeOffset _lastAt;
        private long _count;
        private byte[]? _password;
        private bool _passwordsDiffer;

        public Entry(string clientId, DateTimeOffset firstAt)
        {
            (ClientId, _firstAt) = (clientId, firstAt);
            Node = new LinkedListNode<Entry>(this);
        }

        public string ClientId { get; }

        public string? Address => _last.Address;

        public LinkedListNode<Entry> Node { get; }

        public byte[]? KeptPassword => _passwordsDiffer ? null : _password;

        public void Heard(in Knock knock, DateTimeOffset now)
        {
            _passwordsDiffer |= knock.PasswordSha256 is null || (_password is not null && !CryptographicOperations.FixedTimeEquals(_password, knock.PasswordSha256));
            _password ??= knock.PasswordSha256;
            var sample = knock.Sample.IsEmpty ? _last.Sample : knock.Sample[..Math.Min(knock.Sample.Length, ProvisioningLimits.SampleBytesMax)].ToArray();
            // Cut before it is kept: MQTT allows 64 kB each, of a thousand strangers.
            _last = knock with
            {
                UserName = Printable(Cut(knock.UserName, ProvisioningLimits.NameCharsMax), ProvisioningLimits.NameCharsMax),
                Topic = Printable(Cut(knock.Topic, TopicCharsMax), TopicCharsMax) ?? _last.Topic,
                Sample = sample,
            };
            _lastAt = now;
            _count++;
        }

        public Stranger ToStranger() => new(
            ClientId, _last.UserName, _last.Address, _last.Topic,
            _last.Sample.IsEmpty ? null : PrintableText.From(_last.Sample.Span, 4 * ProvisioningLimits.SampleBytesMax), _count, _firstAt, _lastAt,
            KeptPassword is not null);
    }
}
