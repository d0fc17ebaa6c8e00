namespace Ioc.Mqtt.Client;

/// <summary>
/// The packet identifiers in use by this client, and the window that bounds its publishes. A message that is kept holds its identifier over
/// connections [MQTT-4.4.0-1]; the window is the connection's own (5.0 §4.9). What it holds is made when needed: most clients are idle.
/// </summary>
internal sealed class PendingTable
{
    private readonly Lock _gate = new();
    private Dictionary<ushort, PendingOperation>? _operations;
    private Queue<TaskCompletionSource>? _waiting;
    private int _window = 1;
    private int _publishes;
    private long _releases;
    private ushort _lastPacketId;
    private bool _closed;

    public int Publishes
    {
        get
        {
            lock (_gate) return _publishes;
        }
    }

    /// <summary>A connection was accepted; so many publishes may be under way on it.</summary>
    public void Open(int window)
    {
        lock (_gate)
        {
            _window = window;
            _closed = false;
        }
    }

    /// <summary>False when the window is full or the connection is closed.</summary>
    public bool TryAddPublish(in PendingOperation operation, out ushort packetId)
    {
        lock (_gate)
        {
            packetId = 0;
            if (_closed || _publishes >= _window) return false;
            packetId = operation.Kept is { PacketId: > 0 } again ? again.PacketId : NextId_NeedsLock();
            if (packetId == 0) return false;
            _publishes++;
            (_operations ??= [])[packetId] = operation;
            if (operation.Kept is { } kept) (kept.PacketId, kept.HoldsWindow) = (packetId, true);
            return true;
        }
    }

    /// <summary>For SUBSCRIBE and UNSUBSCRIBE, which no window bounds. Null when the connection is closed or all identifiers are taken.</summary>
    public ushort? Add(in PendingOperation operation)
    {
        lock (_gate)
        {
            ushort packetId = _closed ? (ushort)0 : NextId_NeedsLock();
            if (packetId == 0) return null;
            (_operations ??= [])[packetId] = operation;
            return packetId;
        }
    }

    /// <summary>Completes when the window may have room again, or the connection is closed.</summary>
    public async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource room;
        lock (_gate)
        {
            if (_closed || _publishes < _window) return;
            room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            (_waiting ??= new()).Enqueue(room);
        }

        try
        {
            await room.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The place in the queue may have been called already: the next one gets it.
            WakeNext();
            throw;
        }
    }

    /// <summary>QoS 2: PUBREC came. False when nothing of that identifier waits for it.</summary>
    public bool TryRelease(ushort packetId)
    {
        lock (_gate)
        {
            if (_operations is null || !_operations.TryGetValue(packetId, out PendingOperation operation)) return false;
            if (operation.Sent != PacketType.Publish || operation.Qos != QualityOfService.ExactlyOnce) return false;
            if (operation.Kept is { ReleasedAs: 0 } kept) kept.ReleasedAs = ++_releases;
            return true;
        }
    }

    /// <summary>Takes what waits for the answer to <paramref name="sent"/>; an answer to another packet, or of another QoS, takes nothing.</summary>
    public bool TryTake(ushort packetId, PacketType sent, QualityOfService qos, out PendingOperation operation)
    {
        TaskCompletionSource? room = null;
        lock (_gate)
        {
            operation = default;
            if (_operations is null || !_operations.TryGetValue(packetId, out PendingOperation found) || found.Sent != sent || found.Qos != qos) return false;
            _operations.Remove(packetId);
            operation = found;
            if (sent == PacketType.Publish && operation.Kept is null or { HoldsWindow: true })
            {
                _publishes--;
                _waiting?.TryDequeue(out room);
            }
        }

        room?.TrySetResult();
        return true;
    }

    /// <summary>What the last connection left unsettled, in the order of publishing; all of it forgotten here if the broker forgot it too.</summary>
    public IReadOnlyList<KeptPublish> Unsettled(bool forget)
    {
        lock (_gate)
        {
            if (_operations is null) return [];
            List<KeptPublish> kept = [.. _operations.Values.Select(operation => operation.Kept).OfType<KeptPublish>().OrderBy(one => one.Sequence)];
            if (forget) foreach (KeptPublish one in kept) _operations.Remove(one.PacketId);
            return kept;
        }
    }

    /// <summary>The connection ended: everybody waiting is told, but for those whose message is kept.</summary>
    public void Close()
    {
        List<PendingOperation> failed = [];
        TaskCompletionSource[] waiting;
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
            _publishes = 0;
            foreach ((ushort packetId, PendingOperation operation) in _operations ?? [])
            {
                if (operation.Kept is { } kept)
                {
                    kept.HoldsWindow = false;
                    continue;
                }

                failed.Add(operation);
                _operations!.Remove(packetId);
            }

            waiting = _waiting is null ? [] : [.. _waiting];
            _waiting = null;
        }

        foreach (PendingOperation operation in failed) operation.Fail();
        foreach (TaskCompletionSource room in waiting) room.TrySetResult();
    }

    private void WakeNext()
    {
        TaskCompletionSource? room = null;
        lock (_gate)
        {
            if (_publishes < _window) _waiting?.TryDequeue(out room);
        }

        room?.TrySetResult();
    }

    /// <summary>0: all are taken.</summary>
    private ushort NextId_NeedsLock()
    {
        if (_operations?.Count >= ushort.MaxValue) return 0;
        do
        {
            _lastPacketId++;
        }
        while (_lastPacketId == 0 || _operations?.ContainsKey(_lastPacketId) == true);

        return _lastPacketId;
    }
}
