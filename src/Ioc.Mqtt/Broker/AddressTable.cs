using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Ioc.Mqtt.Broker;

/// <summary>
/// What each address may still do: connect, be connected, and guess. An address is one of IPv4, or a /64 of IPv6, which is what one
/// household gets and could otherwise walk through.
/// </summary>
/// <remarks>
/// Bounded by <see cref="MqttLimits.AddressesMax"/>. Addresses without a connection are kept in the order in which they were last seen, and
/// the one seen longest ago is forgotten for a new one. Where every address has connections, a new one is not let in.
/// </remarks>
internal sealed class AddressTable(MqttLimits limits, BrokerClock clock)
{
    private const int BlameMilliseconds = 60_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, Entry> _entries = [];

    /// <summary>Those without a connection, longest unseen first.</summary>
    private readonly LinkedList<Entry> _idle = new();

    public int Count
    {
        get
        {
            lock (_gate) return _entries.Count;
        }
    }

    /// <summary>Counts a connection in, or says why not.</summary>
    public bool TryConnect(IPAddress address, out CloseReason refusal)
    {
        refusal = CloseReason.TooManyConnections;
        long now = clock.NowMilliseconds;
        lock (_gate)
        {
            if (Find_NeedsLock(KeyOf(address), now) is not { } entry || entry.Connections >= limits.ConnectionsPerAddressMax) return false;
            if (!entry.Connects.TryTake(limits.ConnectsPerSecondPerAddressMax, limits.ConnectBurstPerAddressMax, now))
            {
                refusal = CloseReason.ConnectionRateExceeded;
                return false;
            }

            if (entry.Connections++ == 0) _idle.Remove(entry.Idle);
            return true;
        }
    }

    /// <summary>A connection that was counted in has ended.</summary>
    public void Disconnected(IPAddress address)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(KeyOf(address), out Entry? entry) && --entry.Connections == 0) _idle.AddLast(entry.Idle);
        }
    }

    /// <summary>False after too many failures: a CONNECT from there is refused unjudged.</summary>
    public bool MayAuthenticate(IPAddress address)
    {
        lock (_gate)
        {
            return !_entries.TryGetValue(KeyOf(address), out Entry? entry) || entry.Failures.Has(FailuresPerSecond, limits.FailedAuthenticationsPerMinutePerAddressMax, clock.NowMilliseconds);
        }
    }

    /// <summary>Nothing has failed from there for a minute.</summary>
    public bool IsBlameless(IPAddress address)
    {
        lock (_gate)
        {
            return !_entries.TryGetValue(KeyOf(address), out Entry? entry)
                || entry.FailedAtMilliseconds is not { } failedAt
                || clock.NowMilliseconds - failedAt >= BlameMilliseconds;
        }
    }

    public void AuthenticationFailed(IPAddress address)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(KeyOf(address), out Entry? entry)) return;
            entry.FailedAtMilliseconds = clock.NowMilliseconds;
            entry.Failures.TryTake(FailuresPerSecond, limits.FailedAuthenticationsPerMinutePerAddressMax, clock.NowMilliseconds);
        }
    }

    private double FailuresPerSecond => limits.FailedAuthenticationsPerMinutePerAddressMax / 60.0;

    private Entry? Find_NeedsLock(UInt128 key, long now)
    {
        if (_entries.TryGetValue(key, out Entry? known)) return known;
        if (_entries.Count >= limits.AddressesMax)
        {
            if (_idle.First is not { } oldest) return null;
            _idle.Remove(oldest);
            _entries.Remove(oldest.Value.Key);
        }

        var entry = new Entry(key)
        {
            Connects = new Allowance(limits.ConnectBurstPerAddressMax, now),
            Failures = new Allowance(limits.FailedAuthenticationsPerMinutePerAddressMax, now),
        };
        _entries.Add(key, entry);
        _idle.AddLast(entry.Idle);
        return entry;
    }

    /// <summary>Both count as one address.</summary>
    public static bool IsSame(IPAddress one, IPAddress? other) => other is not null && KeyOf(one) == KeyOf(other);

    private static UInt128 KeyOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        address.TryWriteBytes(bytes, out _);
        // The high half of an IPv6 address is its /64; an IPv4 address gets the low half to itself.
        ulong high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        return address.AddressFamily == AddressFamily.InterNetwork ? new UInt128(0, high) : new UInt128(high, 1);
    }

    private sealed class Entry
    {
        public Allowance Connects;
        public Allowance Failures;

        public Entry(UInt128 key)
        {
            Key = key;
            Idle = new LinkedListNode<Entry>(this);
        }

        public UInt128 Key { get; }

        public int Connections { get; set; }

        public long? FailedAtMilliseconds { get; set; }

        public LinkedListNode<Entry> Idle { get; }
    }
}
