using System.Collections.Concurrent;
using Ioc.Silo.Provisioning;

namespace Ioc.Gateway.Tests.Seams;

public sealed class MemoryDoor : IDeviceDoor
{
    private long _version;

    public ConcurrentQueue<Knock> Knocks { get; } = [];

    public HashSet<string> Blocked { get; } = [];

    public Dictionary<string, string?> Mapped { get; } = [];

    public long Version => Interlocked.Read(ref _version);

    public void Moved() => Interlocked.Increment(ref _version);

    public bool IsBlocked(string clientId) => Blocked.Contains(clientId);

    public string? DeviceOf(string commonName, IReadOnlyList<string> identities) =>
        identities.FirstOrDefault(Mapped.ContainsKey) is { } identity ? Mapped[identity] : Mapped.TryGetValue("cn:" + commonName, out var id) ? id : commonName;

    public void Knocked(in Knock knock) => Knocks.Enqueue(knock);
}
