using Ioc.Devices;
using Ioc.Silo.Intake;

namespace Ioc.Silo.Tests.Simulation;

/// <summary>
/// One device of the month and all that it knows of itself: what it sent, what was acknowledged, and from that what its twin, its points and
/// its alerts must be. It knows nothing of how the silo works.
/// </summary>
internal sealed class SimulatedDevice(string id, DeviceKind kind, int seed) : ICommitListener
{
    private readonly Lock _gate = new();
    private readonly Queue<(int Seq, bool HasTrouble)> _underWay = new();
    private readonly List<(int Seq, bool HasTrouble)> _refused = [];

    public string Id { get; } = id;

    public Random Random { get; } = new(seed);

    public DeviceKind Kind { get; } = kind;

    /// <summary>What its trouble is called.</summary>
    public string Condition { get; } = kind switch { DeviceKind.Loudspeaker => "speaker-line-open", DeviceKind.Hotspot => "hotspot-down", _ => "site-down" };

    /// <summary>The trouble must last for minutes before it counts, so a centre that can't write may miss one.</summary>
    public bool IsTroubleSlow => Kind == DeviceKind.Hotspot;

    /// <summary>A field that is in each of its messages.</summary>
    public string Metric { get; } = kind switch { DeviceKind.Loudspeaker => "volume_percent", DeviceKind.Hotspot => "clients", _ => "temperature_c" };

    /// <summary>Of the newest message it made.</summary>
    public int Seq { get; set; }

    /// <summary>Distinct messages that were acknowledged.</summary>
    public int Acknowledged { get; private set; }

    public bool HasTrouble { get; private set; }

    /// <summary>How often its trouble began, in acknowledged messages.</summary>
    public int Troubles { get; private set; }

    /// <summary>Silent for so many more steps: power cut, no signal.</summary>
    public int SilentSteps { get; set; }

    /// <summary>It sent in this step, whatever became of it.</summary>
    public bool HasSent { get; set; }

    /// <summary>Steps in which it was heard, since it could not be.</summary>
    public int StepsHeard { get; set; }

    /// <summary>As the silo had it after the step before.</summary>
    public bool WasOffline { get; set; }

    /// <summary>Steps since it was heard, or could be heard, at last.</summary>
    public int StepsUnheard { get; set; }

    /// <summary>Those of them in which it could have been heard all the time.</summary>
    public int StepsSilent { get; set; }

    /// <summary>What it must send before anything new: not acknowledged yet.</summary>
    public (int Seq, bool HasTrouble)? Unacknowledged
    {
        get
        {
            lock (_gate)
                return _refused.Count > 0 ? _refused[0] : null;
        }
    }

    /// <summary>Nothing that it sent is still without an answer.</summary>
    public bool IsAnswered
    {
        get
        {
            lock (_gate)
                return _underWay.Count == 0;
        }
    }

    /// <summary>The alert of the trouble that it has, once it is there: nothing may raise it a second time.</summary>
    public (int Trouble, string Id) Alert { get; set; }

    public byte[] Message(int seq, bool hasTrouble) => System.Text.Encoding.UTF8.GetBytes(Kind switch
    {
        DeviceKind.Loudspeaker => $$"""{"seq":{{seq}},"line_state":"{{(hasTrouble ? "open" : "ok")}}","volume_percent":{{seq % 100}},"temperature_c":36.5}""",
        DeviceKind.Hotspot => $$"""{"seq":{{seq}},"access_points_up":{{(hasTrouble ? 0 : 2)}},"clients":{{seq % 200}}}""",
        _ => $$"""{"seq":{{seq}},"state":"{{(hasTrouble ? "down" : "up")}}","temperature_c":{{20 + (seq % 20)}}}""",
    });

    public void Sends(int seq, bool hasTrouble)
    {
        lock (_gate)
            _underWay.Enqueue((seq, hasTrouble));
    }

    /// <summary>The journal would not have it: as if it had not been sent.</summary>
    public void SendsAgainLater()
    {
        lock (_gate)
            Refuse(_underWay.Dequeue());
    }

    public void Committed(int count, bool durable)
    {
        lock (_gate)
        {
            for (; count > 0; count--)
            {
                var message = _underWay.Dequeue();
                if (durable)
                    Accept(message);
                else
                    Refuse(message);
            }
        }
    }

    /// <summary>The centre has what it refused: a write that failed when it was flushed and is there after a crash.</summary>
    public void WasKept()
    {
        lock (_gate)
            Accept(_refused[0]);
    }

    private void Accept((int Seq, bool HasTrouble) message)
    {
        _refused.RemoveAll(refused => refused.Seq == message.Seq);
        if (message.Seq <= Acknowledged)
            return;
        Acknowledged = message.Seq;
        Troubles += message.HasTrouble && !HasTrouble ? 1 : 0;
        HasTrouble = message.HasTrouble;
    }

    private void Refuse((int Seq, bool HasTrouble) message)
    {
        if (message.Seq > Acknowledged && _refused.TrueForAll(refused => refused.Seq != message.Seq))
            _refused.Add(message);
    }
}
