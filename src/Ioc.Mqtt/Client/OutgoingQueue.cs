using System.Diagnostics.CodeAnalysis;

namespace Ioc.Mqtt.Client;

/// <summary>
/// What a link still has to publish, in order, and the bounds of all it keeps: a message counts from being queued until it is settled. Filled
/// from any thread; taken from by the link's own loop.
/// </summary>
internal sealed class OutgoingQueue(ClientLimits limits)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<KeptPublish> _toSend = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private TaskCompletionSource _changed = NewSignal();
    private TaskCompletionSource? _empty;
    private int _messages;
    private long _bytes;
    private long _sequence;
    private bool _closed;

    /// <summary>Queued or under way.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _messages;
        }
    }

    /// <summary>False: there is no room, or the queue is closed.</summary>
    public bool TryAdd(MqttMessage message, long now, Action<PublishResult>? settled)
    {
        lock (_gate)
        {
            if (_closed || _messages >= limits.QueuedMessagesMax) return false;
            int bytes = message.Topic.Length + message.Payload.Length;
            if (_messages > 0 && _bytes + bytes > limits.QueuedBytesMax) return false;
            _messages++;
            _bytes += bytes;
            _toSend.AddLast(new KeptPublish(message, ++_sequence, now, result =>
            {
                Settled(bytes);
                settled?.Invoke(result);
            }));
            _changed.TrySetResult();
            return true;
        }
    }

    public bool IsClosed
    {
        get
        {
            lock (_gate) return _closed;
        }
    }

    /// <summary>Completes when there may be room, or the queue is closed.</summary>
    public async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource room;
        lock (_gate)
        {
            if (_closed || _messages == 0) return;
            room = NewSignal();
            _waiting.Enqueue(room);
        }

        try
        {
            await room.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The place in the queue may have been called already: the next one gets it.
            lock (_gate) WakeWaiter_NeedsLock();
            throw;
        }
    }

    public bool TryPeek([NotNullWhen(true)] out KeptPublish? next)
    {
        lock (_gate)
        {
            next = _toSend.First?.Value;
            return next is not null;
        }
    }

    public void RemoveFirst()
    {
        lock (_gate) _toSend.RemoveFirst();
    }

    /// <summary>
    /// After a reconnect: what was under way comes before what was never sent. What the last connection had no time to repeat stands at the
    /// front already, and is among <paramref name="unsettled"/> again.
    /// </summary>
    public void Return(IReadOnlyList<KeptPublish> unsettled, bool asNew)
    {
        lock (_gate)
        {
            while (_toSend.First is { Value.PacketId: > 0 }) _toSend.RemoveFirst();
            if (asNew) foreach (KeptPublish one in unsettled) one.PacketId = 0;
            for (int index = unsettled.Count - 1; index >= 0; index--) _toSend.AddFirst(unsettled[index]);
        }
    }

    /// <summary>Completes when something was queued or settled, or somebody called <see cref="Wake"/>, since the last call's task completed.</summary>
    public Task WaitForChangeAsync()
    {
        lock (_gate)
        {
            if (_changed.Task.IsCompleted) _changed = NewSignal();
            return _changed.Task;
        }
    }

    public void Wake()
    {
        lock (_gate) _changed.TrySetResult();
    }

    /// <summary>Takes nothing more; completes when all is settled.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _closed = true;
            while (_waiting.TryDequeue(out TaskCompletionSource? room)) room.TrySetResult();
            _empty ??= NewSignal();
            if (_messages == 0) _empty.TrySetResult();
            return _empty.Task;
        }
    }

    /// <summary>What nobody will send any more.</summary>
    public IReadOnlyList<KeptPublish> TakeAll()
    {
        lock (_gate)
        {
            List<KeptPublish> all = [.. _toSend];
            _toSend.Clear();
            return all;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>One is through, whatever became of it.</summary>
    private void Settled(int bytes)
    {
        lock (_gate)
        {
            _messages--;
            _bytes -= bytes;
            WakeWaiter_NeedsLock();
            if (_messages == 0) _empty?.TrySetResult();
            _changed.TrySetResult();
        }
    }

    private void WakeWaiter_NeedsLock()
    {
        if (_waiting.TryDequeue(out TaskCompletionSource? room)) room.TrySetResult();
    }
}
