using Ioc.Silo.Intake;

namespace Ioc.Silo.Tests.Simulation;

/// <summary>
/// One device of the month and all that it knows of itself: what it sent, what was acknowledged, and from that what its twin, its points and
/// its alerts must be. It knows nothing of how the silo works.
/// </summary>
internal sealed class SimulatedDevice(string id) : ICommitListener
{
    private readonly Lock _gate = new();
    private readonly Queue<(int Seq, bool LineOpen)> _underWay = new();
    private readonly List<(int Seq, bool LineOpen)> _refused = [];

    public string Id { get; } = id;

    /// <summary>Of the newest message it made.</summary>
    public int Seq { get; set; }

    /// <summary>Distinct messages that were acknowledged.</summary>
    public int Acknowledged { get; private set; }

    public bool LineOpen { get; private set; }

    /// <summary>How often its line opened, in acknowledged messages.</summary>
    public int TimesOpened { get; private set; }

    /// <summary>Silent for so many more steps: power cut, no signal.</summary>
    public int SilentSteps { get; set; }

    /// <summary>It sent in this step, whatever became of it.</summary>
    public bool HasSent { get; set; }

    /// <summary>As the silo had it after the step before.</summary>
    public bool WasOffline { get; set; }

    /// <summary>Steps since it was heard or could be heard at last.</summary>
    public int StepsUnheard { get; set; }

    /// <summary>What it must send before anything new: not acknowledged yet.</summary>
    public (int Seq, bool LineOpen)? Unacknowledged
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

    public static byte[] Message(int seq, bool lineOpen) => System.Text.Encoding.UTF8.GetBytes(
        $$"""{"seq":{{seq}},"line_state":"{{(lineOpen ? "open" : "ok")}}","volume_percent":{{seq % 100}},"temperature_c":36.5}""");

    public void Sends(int seq, bool lineOpen)
    {
        lock (_gate)
            _underWay.Enqueue((seq, lineOpen));
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

    private void Accept((int Seq, bool LineOpen) message)
    {
        _refused.RemoveAll(refused => refused.Seq == message.Seq);
        if (message.Seq <= Acknowledged)
            return;
        Acknowledged = message.Seq;
        TimesOpened += message.LineOpen && !LineOpen ? 1 : 0;
        LineOpen = message.LineOpen;
    }

    private void Refuse((int Seq, bool LineOpen) message)
    {
        if (message.Seq > Acknowledged && _refused.TrueForAll(refused => refused.Seq != message.Seq))
            _refused.Add(message);
    }
}
