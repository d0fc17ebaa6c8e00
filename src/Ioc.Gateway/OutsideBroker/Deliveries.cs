using Ioc.Mqtt.Client;
using Ioc.Silo.Intake;

namespace Ioc.Gateway.OutsideBroker;

/// <summary>
/// The messages that the outside broker delivered and was not yet told that we have: acknowledged in the order they came, each when its entry
/// is durable. Messages come on the connection's read loop, commits on the journal's thread.
/// </summary>
/// <remarks>
/// Every appended message has a number, counted from 1; commits settle numbers in order. A message waits for its number: its own, that of the
/// earlier delivery it repeats, or none for one that was refused. When the journal loses entries nothing behind them is acknowledged on this
/// connection, and the connection is dropped: on the next one the broker sends all of it again.
/// The bound is the Receive Maximum: the broker sends no more than that unacknowledged.
/// </remarks>
internal sealed class Deliveries(SeenMessages seen, Action<MqttMessage> acknowledge, Action flush, Action reconnect, GatewayMetrics metrics)
    : ICommitListener
{
    private readonly Lock _gate = new();
    private readonly Queue<(MqttMessage Message, long Awaits)> _waiting = new();
    private long _appended;
    private long _settledThrough;
    private long _lostThrough;
    private bool _isBroken;

    /// <summary>Delivered and not acknowledged.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>A new connection: what the last one left unacknowledged comes again.</summary>
    public void NextConnection()
    {
        lock (_gate)
        {
            seen.NextConnection();
            _waiting.Clear();
            _isBroken = false;
        }
    }

    /// <summary>It was refused, or is none of ours to keep: acknowledged in its turn.</summary>
    public void Settle(MqttMessage message)
    {
        lock (_gate)
            Wait_NeedsLock(message, awaits: 0);
    }

    /// <summary>True: it is a repetition of what the journal has, or is about to have; only its acknowledgement was lost.</summary>
    public bool TryRecognise(MqttMessage message, UInt128 digest)
    {
        lock (_gate)
        {
            if (!seen.TryRecognise(digest, out var sequence))
                return false;
            Wait_NeedsLock(message, sequence);
            return true;
        }
    }

    /// <summary>It was appended with this as its listener. The commit may have been told already.</summary>
    public void Appended(MqttMessage message, UInt128 digest)
    {
        lock (_gate)
        {
            var sequence = ++_appended;
            if (sequence <= _lostThrough)
                return;
            seen.Add(digest, sequence);
            Wait_NeedsLock(message, sequence);
        }
    }

    /// <inheritdoc/>
    public void Committed(int count, bool durable)
    {
        lock (_gate)
        {
            var first = _settledThrough + 1;
            _settledThrough += count;
            if (durable)
            {
                AcknowledgeSettled_NeedsLock();
            }
            else
            {
                _lostThrough = _settledThrough;
                seen.Forget(first, _settledThrough);
                _waiting.Clear();
                _isBroken = true;
            }
        }

        if (durable)
        {
            flush();
            return;
        }

        metrics.JournalFailed(count);
        reconnect();
    }

    private void Wait_NeedsLock(MqttMessage message, long awaits)
    {
        if (_isBroken)
            return;
        _waiting.Enqueue((message, awaits));
        AcknowledgeSettled_NeedsLock();
    }

    private void AcknowledgeSettled_NeedsLock()
    {
        while (_waiting.TryPeek(out var next) && next.Awaits <= _settledThrough)
        {
            _waiting.Dequeue();
            acknowledge(next.Message);
        }
    }
}
