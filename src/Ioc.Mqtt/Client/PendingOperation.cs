namespace Ioc.Mqtt.Client;

/// <summary>Who waits for one packet identifier: a task, a callback, or a message that is kept.</summary>
internal readonly record struct PendingOperation(PacketType Sent, QualityOfService Qos, object? Completion, object? State)
{
    /// <summary>Not null: it outlives the connection.</summary>
    public KeptPublish? Kept => Completion as KeptPublish;

    public void Complete(ReasonCode reason, IReadOnlyList<ReasonCode>? reasons = null)
    {
        switch (Completion)
        {
            case KeptPublish kept:
                kept.Settle(new PublishResult(reason < ReasonCode.UnspecifiedError ? PublishOutcome.Taken : PublishOutcome.Refused, reason));
                break;
            case TaskCompletionSource<ReasonCode> one:
                one.TrySetResult(reason);
                break;
            case TaskCompletionSource<IReadOnlyList<ReasonCode>> many:
                many.TrySetResult(reasons ?? []);
                break;
            case Action<object?, ReasonCode> callback:
                callback(State, reason);
                break;
        }
    }

    /// <summary>The connection ended first: tasks fail, callbacks are told that the server is not there.</summary>
    public void Fail()
    {
        switch (Completion)
        {
            case TaskCompletionSource<ReasonCode> one:
                one.TrySetException(Closed());
                break;
            case TaskCompletionSource<IReadOnlyList<ReasonCode>> many:
                many.TrySetException(Closed());
                break;
            case Action<object?, ReasonCode> callback:
                callback(State, ReasonCode.ServerUnavailable);
                break;
        }
    }

    private static IOException Closed() => new("The MQTT connection ended before the acknowledgement.");
}
