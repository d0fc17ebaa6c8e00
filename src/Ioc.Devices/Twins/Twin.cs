using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Ioc.Devices.Alerts;
using Ioc.Devices.Rejections;
using Ioc.Devices.Telemetry;

namespace Ioc.Devices.Twins;

/// <summary>
/// A device's current state, and step 6: state + telemetry + now → state, points, findings. Pure: no clock, no I/O, the same input gives
/// the same state. One owner, no locks. Times are Unix milliseconds of the server, above 0.
///
/// Silence is judged only while the device could have been heard: the offline clock starts at the latest of last seen, listening since
/// and creation or a new period, so that neither our own restart nor an import makes a wave of false alerts.
/// </summary>
public sealed class Twin
{
    internal MessageOrder Order;

    internal Twin(Device device, RuleSet rules)
    {
        Device = device;
        Rules = rules.For(device.Kind);
        Values = new TwinValues(TelemetrySchema.For(device.Kind));
        Since = new long[Rules.Judged.Length];
        PeriodSeconds = device.PeriodSeconds;
    }

    public Device Device { get; private set; }

    public int Handle => Device.Handle;

    public Health Health { get; internal set; }

    /// <summary>One bit per <see cref="Condition"/> that holds now.</summary>
    public ulong ActiveConditions { get; internal set; }

    /// <summary>0: never heard.</summary>
    public long LastSeenMs { get; internal set; }

    /// <summary>Null until telemetry or a status told.</summary>
    public bool? Online { get; internal set; }

    public bool ClockWrong { get; internal set; }

    public bool Playing => Values.Schema.Kind == DeviceKind.Loudspeaker && Values.Number(FieldIndex.Playing) == 1;

    /// <summary>The broadcast the device says it plays; null where none.</summary>
    public string? PlayingBroadcast { get; internal set; }

    /// <summary>A broadcast of ours; the daily programme is on the air too, everywhere at once, and is not news on a map.</summary>
    public bool PlaysBroadcast => Playing && PlayingBroadcast is not null;

    /// <summary>Messages applied.</summary>
    public long MessagesTotal { get; internal set; }

    public long DuplicatesTotal { get; internal set; }

    public long LateTotal { get; internal set; }

    /// <summary>Grows with every change.</summary>
    public long Version { get; internal set; }

    /// <summary>Ids of the site's cells in the order of their ordinals; see <see cref="MetricNames"/>.</summary>
    public IReadOnlyList<string> CellIds =>
        Values.Cells is { } cells ? [.. Enumerable.Range(0, cells.Count).Select(ordinal => Encoding.UTF8.GetString(cells.Id(ordinal)))] : [];

    internal TwinValues Values { get; }

    internal KindRules Rules { get; private set; }

    /// <summary>When it was registered, or its period changed: before that nobody expected it to speak as often.</summary>
    internal long CreatedMs { get; set; }

    /// <summary>The period that its silence is judged by: the registry's, from the entry on that tells of it.</summary>
    internal int PeriodSeconds { get; set; }

    internal long ListeningSinceMs { get; set; }

    internal bool Listening { get; set; } = true;

    /// <summary>When the last will came; 0: none since the device was last heard.</summary>
    internal long WillMs { get; set; }

    /// <summary>Per judged rule: since when its test to change holds; 0: it does not.</summary>
    internal long[] Since { get; private set; }

    /// <summary>Before this instant a tick has nothing to do.</summary>
    internal long NextDueMs { get; set; }

    internal bool Heard => LastSeenMs > 0;

    public static Twin Create(Device device, long nowMs) => Create(device, nowMs, RuleSet.Default);

    public static Twin Create(Device device, long nowMs, RuleSet rules) =>
        new(device, rules) { CreatedMs = nowMs, ListeningSinceMs = nowMs };

    /// <summary>Restores a twin from <see cref="WriteTo"/>; false where the bytes are of an unknown version or make no sense.</summary>
    public static bool Read(Device device, ReadOnlySpan<byte> bytes, out Twin? twin) => Read(device, bytes, RuleSet.Default, out twin);

    public static bool Read(Device device, ReadOnlySpan<byte> bytes, RuleSet rules, out Twin? twin)
    {
        twin = TwinSnapshot.Read(device, bytes, rules);
        return twin is not null;
    }

    /// <summary>The operator edited the device (same handle, same kind).</summary>
    public void Reconfigure(Device device, long nowMs)
    {
        // A cell that was taken down for good says nothing any more: its last word would be judged for ever.
        foreach (var cell in Device.Site?.Cells.ExceptBy(device.Site?.Cells.Select(still => still.Id) ?? [], cell => cell.Id) ?? [])
            Values.Cells?.Forget(Encoding.UTF8.GetBytes(cell.Id));
        Device = device;
        if (PeriodSeconds != device.PeriodSeconds)
        {
            PeriodSeconds = device.PeriodSeconds;
            CreatedMs = Math.Max(CreatedMs, nowMs);
        }

        NextDueMs = 0;
        Version++;
    }

    /// <summary>New rules: conditions whose rule is gone end, pending durations start anew.</summary>
    public void UseRules(RuleSet rules, long nowMs, IFindingSink sink)
    {
        Rules = rules.For(Device.Kind);
        Since = new long[Rules.Judged.Length];
        NextDueMs = 0;
        TwinJudge.DropUnruled(this, nowMs, sink);
        TwinJudge.Judge(this, nowMs, sink);
    }

    /// <summary>
    /// Step 6: one message. None, Late or Duplicate; with None the frame's points are what to store. The frame must be of this twin's kind.
    /// </summary>
    public RejectionReason Apply(TelemetryFrame frame, long receivedAtMs, IFindingSink sink)
    {
        if (frame.Kind != Device.Kind)
            throw new System.Diagnostics.UnreachableException("BUG: a frame of another kind");
        frame.ClearPoints();
        var reason = Order.Admit(frame, receivedAtMs, PeriodSeconds * 1000L);
        if (reason != RejectionReason.None)
        {
            DuplicatesTotal += reason == RejectionReason.Duplicate ? 1 : 0;
            LateTotal += reason == RejectionReason.Late ? 1 : 0;

            // Neither says anything new but that the device is there: one that repeats itself, or counts anew, must not seem silent.
            if (Online == true)
                LastSeenMs = Math.Max(LastSeenMs, receivedAtMs);
            return reason;
        }
        var told = TwinJudge.Counts(this);
        if (Values.Apply(frame) && Device.Kind == DeviceKind.Loudspeaker)
            PlayingBroadcast = Values.TextString(Values.Schema.FieldSpan[FieldIndex.PlayingBroadcast]);
        if (frame.Has(FieldIndex.At))
            ClockWrong = DeviceTime.IsWrong(frame.At, receivedAtMs);
        MessagesTotal++;
        HearAt(receivedAtMs, sink);
        TwinJudge.Judge(this, receivedAtMs, sink, isTold: true);
        TwinJudge.TellCounts(this, told, receivedAtMs, sink);
        return RejectionReason.None;
    }

    /// <summary>A status message, or the last will the broker sent for a connection that broke.</summary>
    public void ApplyStatus(bool online, long nowMs, IFindingSink sink)
    {
        if (online)
        {
            HearAt(nowMs, sink);
            TwinJudge.Judge(this, nowMs, sink);
            return;
        }
        if (Online != false)
            Version++;
        Online = false;

        // It says that a connection ended, and is believed of one that we heard. After our outage or the broker's it may be anybody's: a broker that
        // stops publishes everybody's will. Silence decides then.
        WillMs = Listening && LastSeenMs >= ListeningSinceMs ? nowMs : 0;
        NextDueMs = 0;
        TwinJudge.JudgeSilence(this, nowMs, sink);
    }

    /// <summary>Time went on: durations, last wills and silence. Cheap while nothing is due: then false, and nothing changed.</summary>
    public bool Tick(long nowMs, IFindingSink sink)
    {
        if (nowMs < NextDueMs)
            return false;
        TwinJudge.JudgeSilence(this, nowMs, sink);
        TwinJudge.Judge(this, nowMs, sink);
        return true;
    }

    /// <summary>From here on the device can be heard: its offline clock starts anew.</summary>
    public void ListeningStarted(long nowMs)
    {
        Listening = true;
        ClockJumped(nowMs);
    }

    /// <summary>
    /// The offline clock starts anew, whether or not the device can be heard. The server's clock may have been corrected: what was noted
    /// while it ran ahead counts from now, or silence and pending alerts would wait until that time comes, with a clock at 2099 for ever.
    /// </summary>
    public void ClockJumped(long nowMs)
    {
        ListeningSinceMs = nowMs;
        PeriodSeconds = Device.PeriodSeconds;
        WillMs = 0;
        NextDueMs = 0;
        CreatedMs = Math.Min(CreatedMs, nowMs);
        for (var rule = 0; rule < Since.Length; rule++)
            Since[rule] = Math.Min(Since[rule], nowMs);
        if (LastSeenMs <= nowMs)
            return;
        LastSeenMs = nowMs;
        Version++;
    }

    /// <summary>The device can't be heard: nothing is judged by its silence until listening starts again.</summary>
    public void ListeningStopped() => Listening = false;

    /// <summary>At start: the conditions that hold, where somebody knows better than the snapshot.</summary>
    public void GoOnWith(ulong conditions)
    {
        if (ActiveConditions == conditions)
            return;
        ActiveConditions = conditions;
        Version++;
        TwinJudge.SetHealth(this);
    }

    /// <summary>What telemetry shows of a broadcast being played; call after <see cref="Apply"/>.</summary>
    public bool TryObservePlayback(long atMs, out PlaybackObservation observation)
    {
        observation = default;
        if (!Playing || PlayingBroadcast is not { } broadcast)
            return false;
        bool? line = Values.Number(FieldIndex.LineState) switch { 0 => true, 1 or 2 => false, _ => null };
        bool? amplifier = Values.Number(FieldIndex.AmplifierOn) switch { 1 => true, 0 => false, _ => null };
        observation = new PlaybackObservation(Handle, broadcast, line, amplifier, atMs);
        return true;
    }

    /// <summary>Versioned binary form for snapshots; the caller adds length and checksum.</summary>
    public void WriteTo(IBufferWriter<byte> writer) => TwinSnapshot.Write(this, writer);

    /// <summary>The latest value of every field under its own name, unknown fields included.</summary>
    public JsonObject TelemetryJson() => TwinJson.Of(Values);

    private void HearAt(long nowMs, IFindingSink sink)
    {
        LastSeenMs = Math.Max(LastSeenMs, nowMs);
        Online = true;
        WillMs = 0;
        Version++;
        TwinJudge.ClearOffline(this, nowMs, sink);
    }
}
