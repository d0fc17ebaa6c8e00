namespace Ioc.Mqtt.Client;

/// <summary>
/// A client that stays: it connects again when the connection ends, keeps its half of the session meanwhile, and repeats what was under way, so
/// that QoS 1 and 2 hold over connections (5.0 §4.4). Thread-safe.
/// </summary>
/// <remarks>
/// One loop owns the connection: connect, subscribe, repeat, publish, wait, again. Messages to publish wait in a bounded queue, so publishing
/// waits while the broker is away; messages received wait in the socket, so a slow handler slows the broker down. When the broker has forgotten
/// the session (it says so in CONNACK), unacknowledged messages are published anew: at QoS 2 one that the broker had answered with PUBREC is
/// reported as <see cref="PublishOutcome.Unknown"/> instead, since repeating it could double it.
/// </remarks>
public sealed class MqttLink : IAsyncDisposable
{
    private readonly MqttLinkOptions _options;
    private readonly TimeProvider _time;
    private readonly ReconnectPace _pace;
    private readonly ClientSession _session = new();
    private readonly OutgoingQueue _queue;
    private readonly LinkSubscriptions _subscriptions;
    private readonly CancellationTokenSource _stop = new();

    // Ends after DISCONNECT went out, so that a handler that gives up does not take the goodbye with it.
    private readonly CancellationTokenSource _handlerStop = new();
    private Task _running = Task.CompletedTask;
    private MqttClient? _client;
    private bool _connectedBefore;
    private int _disposed;

    /// <param name="options">Where to, and what for.</param>
    /// <param name="time">The clock of waits and expiries.</param>
    /// <param name="random">Seeded, for the waits; used by the link alone.</param>
    /// <exception cref="ArgumentException">The options are not usable; the message lists every error.</exception>
    public MqttLink(MqttLinkOptions options, TimeProvider time, Random random)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Errors() is { Count: > 0 } errors) throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options));
        _options = options;
        _time = time;
        _pace = new ReconnectPace(options.Connection.Limits, random);
        _queue = new OutgoingQueue(options.Connection.Limits);
        _subscriptions = new LinkSubscriptions(options.Subscriptions);
    }

    /// <summary>Connected and subscribed now.</summary>
    public bool IsUp => Volatile.Read(ref _client) is { IsConnected: true };

    /// <summary>Messages queued or under way.</summary>
    public int Unsettled => _queue.Count;

    /// <summary>Begins to connect; once.</summary>
    public void Start() => _running = RunAsync();

    /// <summary>Publishes, over as many connections as it takes; waits while the queue is full.</summary>
    /// <exception cref="ArgumentException">MQTT can't say this: a topic with wildcards, for example.</exception>
    public async ValueTask<PublishResult> PublishAsync(MqttMessage message, CancellationToken cancellationToken = default)
    {
        var settled = new TaskCompletionSource<PublishResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        await EnqueueAsync(message, result => settled.TrySetResult(result), cancellationToken);
        return await settled.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Completes when the message is queued; <paramref name="settled"/> hears what became of it, on the link's loops: it must not block.</summary>
    /// <exception cref="ArgumentException">MQTT can't say this.</exception>
    public async ValueTask EnqueueAsync(MqttMessage message, Action<PublishResult>? settled = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        MessageProperties.Check(message);
        while (!_queue.TryAdd(message, _time.GetTimestamp(), settled))
        {
            if (_queue.IsClosed)
            {
                settled?.Invoke(new PublishResult(PublishOutcome.Stopped, ReasonCode.Success));
                return;
            }

            await _queue.WaitForRoomAsync(cancellationToken);
        }
    }

    /// <summary>Subscribes now, or with the next connection when there is none; then the answer is null.</summary>
    public async Task<ReasonCode?> SubscribeAsync(MqttSubscription subscription, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        _subscriptions.Put(subscription);
        try
        {
            return Volatile.Read(ref _client) is { IsConnected: true } client ? (await client.SubscribeAsync([subscription], cancellationToken))[0] : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Unsubscribes now; when there is no connection the broker's session, if it has one, keeps them.</summary>
    public async Task UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filters);
        foreach (string filter in filters) _subscriptions.Remove(filter);
        try
        {
            if (Volatile.Read(ref _client) is { IsConnected: true } client) await client.UnsubscribeAsync(filters, cancellationToken);
        }
        catch (IOException)
        {
            // The connection ended first; what the broker still sends for these filters is the caller's to ignore.
        }
    }

    /// <summary>
    /// Acknowledges a message under <see cref="MqttClientOptions.AcknowledgesManually"/>: on the connection it came on, and nowhere else. When
    /// that one is gone nothing happens, and the message comes again.
    /// </summary>
    /// <param name="message">As it was received.</param>
    /// <param name="flush">False: goes out with the next <see cref="Flush"/>.</param>
    public void Acknowledge(MqttMessage message, bool flush = true)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Source is { } source && source.Session == _session) source.Acknowledge(message, flush);
    }

    /// <summary>Sends what was left unsent.</summary>
    public void Flush() => Volatile.Read(ref _client)?.Flush();

    /// <summary>Drops the connection, so that everything unacknowledged comes again on the next one.</summary>
    public void Reconnect() => Volatile.Read(ref _client)?.Abort();

    /// <summary>
    /// Takes no more messages, waits for those it has to be settled, at most <paramref name="drain"/>, says DISCONNECT, and ends. The session
    /// stays with the broker.
    /// </summary>
    public async Task StopAsync(TimeSpan drain)
    {
        Task drained = _queue.CloseAsync();
        try
        {
            await drained.WaitAsync(drain, _time);
        }
        catch (TimeoutException)
        {
            // The broker is away or slow; what is left is reported as stopped.
        }

        await _stop.CancelAsync();
        _queue.Wake();
        await _running;
        var stopped = new PublishResult(PublishOutcome.Stopped, ReasonCode.Success);
        foreach (KeptPublish left in _session.Pending.Unsettled(forget: true)) left.Settle(stopped);
        foreach (KeptPublish left in _queue.TakeAll()) left.Settle(stopped);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await StopAsync(TimeSpan.Zero);
        _stop.Dispose();
        _handlerStop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            long startedAt = _time.GetTimestamp();
            (LinkFault fault, bool wasUp) = await ConnectAndServeAsync();
            if (_stop.IsCancellationRequested) return;
            TimeSpan wait = _pace.Next(fault, wasUp ? _time.GetElapsedTime(startedAt) : TimeSpan.Zero);
            try
            {
                Task waited = Task.Delay(wait, _time, _stop.Token);
                await TellAsync(new LinkStatus(LinkState.Down, fault.Detail, fault.Code, wait, SessionPresent: false));
                await waited;
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>One connection from its beginning to its end.</summary>
    private async Task<(LinkFault Fault, bool WasUp)> ConnectAndServeAsync()
    {
        var client = new MqttClient(_time, _session);
        bool wasUp = false;
        _options.OnConnecting?.Invoke();
        try
        {
            MqttConnectResult result = await client.ConnectAsync(NextConnection(), _stop.Token);
            if (!result.IsAccepted) return (LinkFault.Refused(result), false);
            _connectedBefore = true;
            Volatile.Write(ref _client, client);
            if (await _subscriptions.TellAsync(client, result.SessionPresent && !_options.SubscribesAlways, _stop.Token) is { } fault) return (fault, false);
            Resume(client, result.SessionPresent);
            wasUp = true;
            await TellAsync(new LinkStatus(LinkState.Up, "connected and subscribed", result.Reason, TimeSpan.Zero, result.SessionPresent));
            await SendAsync(client);
            return (_stop.IsCancellationRequested ? LinkFault.Stopped : LinkFault.Ended(await client.Closed), true);
        }
        catch (Exception fault) when (LinkFault.IsOutside(fault))
        {
            if (!wasUp) _subscriptions.Forget();
            return (client.Closed.IsCompletedSuccessfully ? LinkFault.Ended(await client.Closed) : LinkFault.Of(fault), wasUp);
        }
        finally
        {
            await EndAsync(client);
        }
    }

    private MqttClientOptions NextConnection() => _options.Connection with
    {
        CleanStart = _options.Connection.CleanStart && !_connectedBefore,
        OnMessage = (_, message) => _options.OnMessage?.Invoke(message, _handlerStop.Token) ?? ValueTask.CompletedTask,
    };

    /// <summary>Takes up what the last connection left: PUBREL at once, in the order of the releases [MQTT-4.6.0-4]; publishes as the window has room.</summary>
    private void Resume(MqttClient client, bool sessionPresent)
    {
        IReadOnlyList<KeptPublish> unsettled = _session.Pending.Unsettled(forget: !sessionPresent);
        foreach (KeptPublish released in unsettled.Where(one => one.ReleasedAs > 0).OrderBy(one => one.ReleasedAs))
        {
            if (sessionPresent) client.Release(released);
            else released.Settle(new PublishResult(PublishOutcome.Unknown, ReasonCode.PacketIdentifierNotFound));
        }

        _queue.Return([.. unsettled.Where(one => one.ReleasedAs == 0)], asNew: !sessionPresent);
    }

    /// <summary>Publishes what is queued, until the connection or the link ends.</summary>
    private async Task SendAsync(MqttClient client)
    {
        while (client.IsConnected && !_stop.IsCancellationRequested)
        {
            // Asked for before looking, so that what changes meanwhile is not missed.
            Task changed = _queue.WaitForChangeAsync();
            while (client.IsConnected && TrySendNext(client))
            {
            }

            client.Flush();
            await Task.WhenAny(changed, client.Closed);
        }
    }

    private bool TrySendNext(MqttClient client)
    {
        if (!_queue.TryPeek(out KeptPublish? next)) return false;
        bool expires = TryExpire(next, out uint? expirySeconds);
        ReasonCode? allowed = null;
        if (!expires && !next.IsSettled && !client.TrySend(next, expirySeconds, out allowed)) return false;
        _queue.RemoveFirst();
        if (expires) next.Settle(new PublishResult(PublishOutcome.Expired, ReasonCode.Success));
        else if (allowed is { } code and not ReasonCode.Success) next.Settle(new PublishResult(PublishOutcome.Refused, code));
        else if (next.Message.Qos == QualityOfService.AtMostOnce) next.Settle(new PublishResult(PublishOutcome.Taken, ReasonCode.Success));
        return true;
    }

    /// <summary>True: its time is over and it was never sent. Whole seconds, rounded down, so that nobody gets it after its time.</summary>
    private bool TryExpire(KeptPublish publish, out uint? secondsLeft)
    {
        secondsLeft = publish.Message.ExpirySeconds;
        if (secondsLeft is not { } seconds) return false;
        long left = (long)(seconds - _time.GetElapsedTime(publish.QueuedAt).TotalSeconds);
        secondsLeft = (uint)Math.Max(1, left);
        // What was sent once must be sent to its end [MQTT-4.4.0-1].
        return left < 1 && publish.PacketId == 0;
    }

    private async Task EndAsync(MqttClient client)
    {
        if (_stop.IsCancellationRequested)
        {
            Task leaving = client.DisconnectAsync();
            await _handlerStop.CancelAsync();
            await leaving;
        }

        await client.DisposeAsync();
        // The next connection's messages must not meet a handler that is still busy with this one's.
        await client.Reading;
        Volatile.Write(ref _client, null);
    }

    private ValueTask TellAsync(LinkStatus status) => _options.OnStatus?.Invoke(status, _stop.Token) ?? ValueTask.CompletedTask;
}
