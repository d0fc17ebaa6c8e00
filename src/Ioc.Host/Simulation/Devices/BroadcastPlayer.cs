namespace Ioc.Host.Simulation.Devices;

/// <summary>
/// The part of a loudspeaker's firmware that plays broadcasts. One at a time: a higher level interrupts, an equal or lower one waits in
/// line until its time runs out. Every id it has seen is remembered with its last receipt, because commands are offered more than once.
/// All in memory: a device that lost power knows nothing, and plays what it is offered again.
/// </summary>
internal sealed class BroadcastPlayer(SimulatedLoudspeaker device)
{
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _lastReceiptById = new(StringComparer.Ordinal);
    private readonly Queue<string> _known = new();
    private readonly List<BroadcastCommand> _waiting = [];
    private BroadcastCommand? _current;
    private DateTimeOffset? _playingSince;

    /// <summary>The broadcast that sounds now; null while there is none, or while its audio is still being fetched.</summary>
    public BroadcastCommand? Playing => _playingSince is null ? null : _current;

    public DateTimeOffset? EndsAt => _playingSince is { } since ? since.AddSeconds(_current!.AudioSeconds) : null;

    public void Receive(ReadOnlyMemory<byte> payload, SimulatedMoment now, IDeviceOutlet outlet)
    {
        if (BroadcastCommand.Parse(payload) is not { } command)
            return;
        if (command.IsCancel)
            Cancel(command.BroadcastId, now, outlet);
        else if (_lastReceiptById.TryGetValue(command.BroadcastId, out var last))
            outlet.TryPublish(device, "receipt", last);
        else if (device.ClockIsRight && now.Wall >= command.ExpiresAt)
            Answer(command.BroadcastId, "rejected", outlet, "expired");
        else
            Accept(command, now, outlet);
    }

    public void Fetched(string broadcastId, FetchOutcome outcome, SimulatedMoment now, IDeviceOutlet outlet)
    {
        // The download may end after a cancel, an interruption or a power cut: then it is nobody's.
        if (_current?.BroadcastId != broadcastId || _playingSince is not null)
            return;
        if (outcome != FetchOutcome.Ok)
        {
            Answer(broadcastId, "failed", outlet, Words(outcome));
            Next(now, outlet);
        }
        else if (IsTooLate(_current, now))
        {
            Answer(broadcastId, "failed", outlet, "expired before it could start");
            Next(now, outlet);
        }
        else
        {
            _playingSince = now.Wall;
            Answer(broadcastId, "playing", outlet);
        }
    }

    /// <summary>Ends what has sounded to its end.</summary>
    public void Step(SimulatedMoment now, IDeviceOutlet outlet)
    {
        if (EndsAt is not { } end || now.Wall < end)
            return;
        Answer(_current!.BroadcastId, "finished", outlet, playedSeconds: _current.AudioSeconds);
        Next(now, outlet);
    }

    public void Forget()
    {
        _lastReceiptById.Clear();
        _known.Clear();
        _waiting.Clear();
        _current = null;
        _playingSince = null;
    }

    private void Accept(BroadcastCommand command, SimulatedMoment now, IDeviceOutlet outlet)
    {
        if (_current is null)
        {
            Answer(command.BroadcastId, "accepted", outlet);
            Begin(command, outlet);
        }
        else if (command.Level > _current.Level)
        {
            Answer(command.BroadcastId, "accepted", outlet);
            Answer(_current.BroadcastId, "failed", outlet, $"interrupted by {command.BroadcastId}", Played(now));
            Begin(command, outlet);
        }
        else if (_waiting.Count < SimulatorLimits.WaitingBroadcastsMax)
        {
            Answer(command.BroadcastId, "accepted", outlet);
            _waiting.Add(command);
        }
        else
        {
            Answer(command.BroadcastId, "rejected", outlet, "too many broadcasts are waiting");
        }
    }

    private void Cancel(string broadcastId, SimulatedMoment now, IDeviceOutlet outlet)
    {
        var wasWaiting = _waiting.RemoveAll(waiting => waiting.BroadcastId == broadcastId) > 0;
        if (_current?.BroadcastId == broadcastId)
        {
            Answer(broadcastId, "cancelled", outlet, playedSeconds: Played(now));
            Next(now, outlet);
        }
        else if (!wasWaiting && _lastReceiptById.TryGetValue(broadcastId, out var last))
        {
            outlet.TryPublish(device, "receipt", last);
        }
        else
        {
            // Also for an id never seen: should the cancel overtake its command, it will not be played.
            Answer(broadcastId, "cancelled", outlet, playedSeconds: 0);
        }
    }

    private void Begin(BroadcastCommand command, IDeviceOutlet outlet)
    {
        _current = command;
        _playingSince = null;
        outlet.Fetch(device, command);
    }

    private void Next(SimulatedMoment now, IDeviceOutlet outlet)
    {
        _current = null;
        _playingSince = null;
        while (_current is null && _waiting.Count > 0)
        {
            var next = _waiting.MaxBy(waiting => waiting.Level)!;
            _waiting.Remove(next);
            if (IsTooLate(next, now))
                Answer(next.BroadcastId, "failed", outlet, "expired while another broadcast played");
            else
                Begin(next, outlet);
        }
    }

    private bool IsTooLate(BroadcastCommand command, SimulatedMoment now) => device.ClockIsRight && now.Wall >= command.ExpiresAt;

    private double Played(SimulatedMoment now) => _playingSince is { } since ? Math.Max(0, (now.Wall - since).TotalSeconds) : 0;

    private void Answer(string broadcastId, string state, IDeviceOutlet outlet, string? reason = null, double? playedSeconds = null)
    {
        var receipt = Receipt.Write(broadcastId, state, reason, playedSeconds);
        if (!_lastReceiptById.ContainsKey(broadcastId))
        {
            _known.Enqueue(broadcastId);
            if (_known.Count > SimulatorLimits.KnownBroadcastsMax)
                _lastReceiptById.Remove(_known.Dequeue());
        }

        _lastReceiptById[broadcastId] = receipt;
        outlet.TryPublish(device, "receipt", receipt);
    }

    private static string Words(FetchOutcome outcome) => outcome switch
    {
        FetchOutcome.WrongHash => "audio does not match its hash",
        FetchOutcome.TooLarge => "audio is too large",
        _ => "audio could not be fetched",
    };
}
