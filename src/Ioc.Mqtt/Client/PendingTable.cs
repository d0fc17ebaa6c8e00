namespace Ioc.Mqtt.Client;

/// <summary>The packet identifiers in use by this client, and the window that bounds its publishes.</summary>
internal sealed class PendingTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ushort, PendingOperation> _operations = [];
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _publishes;
    private ushort _lastPacketId;
    private bool _closed;

    /// <summary>Publishes under way at most.</summary>
    public int Window { get; set; } = 1;

    public int Publishes
    {
        get
        {
            lock (_gate) return _publishes;
        }
    }

    /// <summary>False when the window is full or the connection is closed.</summary>
    public bool TryAddPublish(in PendingOperation operation, out ushort packetId)
    {
        lock (_gate)
        {
            packetId = 0;
            if (_closed || _publishes >= Window) return false;
            _publishes++;
            packetId = Add_NeedsLock(operation);
            return true;
        }
    }

    /// <summary>For SUBSCRIBE and UNSUBSCRIBE, which no window bounds. Null when the connection is closed.</summary>
    public ushort? Add(in PendingOperation operation)
    {
        lock (_gate) return _closed ? null : Add_NeedsLock(operation);
    }

    /// <summary>Completes when the window may have room again, or the connection is closed.</summary>
    public Task WaitForRoomAsync()
    {
        lock (_gate)
        {
            if (_closed || _publishes < Window) return Task.CompletedTask;
            var room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(room);
            return room.Task;
        }
    }

    public bool TryPeek(ushort packetId, out PendingOperation operation)
    {
        lock (_gate) return _operations.TryGetValue(packetId, out operation);
    }

    public bool TryTake(ushort packetId, out PendingOperation operation)
    {
        TaskCompletionSource? room = null;
        lock (_gate)
        {
            if (!_operations.Remove(packetId, out operation)) return false;
            if (operation.Sent == PacketType.Publish)
            {
                _publishes--;
                _waiting.TryDequeue(out room);
            }
        }

        room?.TrySetResult();
        return true;
    }

    /// <summary>The connection ended: everybody waiting is told.</summary>
    public void Close()
    {
        PendingOperation[] failed;
        TaskCompletionSource[] waiting;
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
            failed = [.. _operations.Values];
            _operations.Clear();
            waiting = [.. _waiting];
            _waiting.Clear();
            _publishes = 0;
        }

        foreach (PendingOperation operation in failed) operation.Fail();
        foreach (TaskCompletionSource room in waiting) room.TrySetResult();
    }

    private ushort Add_NeedsLock(in PendingOperation operation)
    {
        do
        {
            _lastPacketId++;
        }
        while (_lastPacketId == 0 || _operations.ContainsKey(_lastPacketId));

        _operations[_lastPacketId] = operation;
        return _lastPacketId;
    }
}
