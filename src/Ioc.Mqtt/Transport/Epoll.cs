using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Ioc.Mqtt.Transport;

/// <summary>
/// Linux' epoll(7), edge-triggered: a descriptor is named once and reported each time that something new happens to it. The runtime has the
/// same inside, but hands every report to a thread of the pool.
/// </summary>
internal sealed class Epoll
{
    private const int CloseOnExec = 0x80000;
    private const int Add = 1;
    private const int InterruptedCall = 4;
    private const uint Readable = 0x001;
    private const uint Failed = 0x008;
    private const uint HungUp = 0x010;
    private const uint PeerClosed = 0x2000;
    private const uint EdgeTriggered = 1u << 31;

    /// <summary>Reports taken by one call: a storm's worth, and few enough that the first of them does not wait for long.</summary>
    private const int BatchMax = 256;

    // struct epoll_event is packed on x86-64 alone (sys/epoll.h, __EPOLL_PACKED).
    private static readonly int EventBytes = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int DataOffset = EventBytes - sizeof(long);
    private readonly byte[] _events = new byte[BatchMax * EventBytes];
    private readonly int _descriptor;

    public Epoll()
    {
        _descriptor = epoll_create1(CloseOnExec);
        if (_descriptor < 0) throw new IOException($"epoll_create1 failed (error {Marshal.GetLastPInvokeError()}).");
    }

    /// <summary>Reports this descriptor from now on, until it is closed; the first report comes at once when something is there already.</summary>
    /// <returns>False: the machine has no room for one more watch.</returns>
    public bool TryWatch(int descriptor, long token)
    {
        byte[] watch = new byte[EventBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(watch, Readable | PeerClosed | EdgeTriggered);
        BinaryPrimitives.WriteInt64LittleEndian(watch.AsSpan(DataOffset), token);
        return epoll_ctl(_descriptor, Add, descriptor, watch) == 0;
    }

    /// <summary>Waits, and answers how many reports came.</summary>
    public int Wait()
    {
        int count = epoll_wait(_descriptor, _events, BatchMax, timeoutMilliseconds: -1);
        if (count >= 0) return count;
        int error = Marshal.GetLastPInvokeError();
        return error == InterruptedCall ? 0 : throw new IOException($"epoll_wait failed (error {error}).");
    }

    /// <summary>One of the reports; <paramref name="isEnd"/>: the peer sends nothing more.</summary>
    public long Report(int at, out bool isEnd)
    {
        ReadOnlySpan<byte> report = _events.AsSpan(at * EventBytes, EventBytes);
        isEnd = (BinaryPrimitives.ReadUInt32LittleEndian(report) & (PeerClosed | HungUp | Failed)) != 0;
        return BinaryPrimitives.ReadInt64LittleEndian(report[DataOffset..]);
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int epoll_create1(int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int epoll_ctl(int epoll, int operation, int descriptor, byte[] watch);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int epoll_wait(int epoll, byte[] events, int eventsMax, int timeoutMilliseconds);
}
