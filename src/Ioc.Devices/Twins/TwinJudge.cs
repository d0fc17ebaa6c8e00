using System.Numerics;
using Ioc.Devices.Alerts;

namespace Ioc.Devices.Twins;

/// <summary>Applies the rules to one twin. Runs after every message and on ticks; allocates nothing unless a condition changes.</summary>
internal static class TwinJudge
{
    /// <summary>
    /// Judges every rule on values. While the device is offline its last values say nothing about now, so nothing changes; and no time runs out for
    /// values that are older than our listening, because the device may have said otherwise while nobody heard it: its next message decides.
    /// </summary>
    /// <param name="twin">Whose values.</param>
    /// <param name="nowMs">Server time.</param>
    /// <param name="sink">Hears what changes.</param>
    /// <param name="isTold">The device told its values just now.</param>
    public static void Judge(Twin twin, long nowMs, IFindingSink sink, bool isTold = false)
    {
        var nextDue = SilenceDue(twin);
        if (!Holds(twin, Condition.Offline))
        {
            var isFresh = isTold || (twin.Listening && twin.Order.LastReceivedMs >= twin.ListeningSinceMs);
            var rules = twin.Rules.Judged;
            for (var i = 0; i < rules.Length; i++)
                nextDue = Math.Min(nextDue, JudgeRule(twin, rules[i], ref twin.Since[i], isFresh, nowMs, sink));
        }
        twin.NextDueMs = nextDue;
        SetHealth(twin);
    }

    /// <summary>Raises offline when a last will or the missed periods are due, and never while nobody listens.</summary>
    public static void JudgeSilence(Twin twin, long nowMs, IFindingSink sink)
    {
        if (nowMs >= SilenceDue(twin))
        {
            twin.Online = false;
            Change(twin, twin.Rules.Offline!, raised: true, null, nowMs, sink);
        }
        SetHealth(twin);
    }

    public static void ClearOffline(Twin twin, long nowMs, IFindingSink sink)
    {
        if (!Holds(twin, Condition.Offline))
            return;
        if (twin.Rules.Offline is { } rule)
            Change(twin, rule, raised: false, null, nowMs, sink);
        Array.Clear(twin.Since);
    }

    /// <summary>Ends conditions that no rule speaks of any more.</summary>
    public static void DropUnruled(Twin twin, long nowMs, IFindingSink sink)
    {
        for (var rest = twin.ActiveConditions; rest != 0; rest &= rest - 1)
        {
            var condition = (Condition)BitOperations.TrailingZeroCount(rest);
            if (twin.Rules.Find(condition) is not null)
                continue;
            twin.ActiveConditions &= ~condition.Bit();
            twin.Version++;
            sink.Add(new Finding(condition, false, twin.Handle, null, null, nowMs));
        }
    }

    /// <summary>What the alerts about numbers of things say now; nothing where there is no such alert.</summary>
    public static CountsTold Counts(Twin twin)
    {
        var told = default(CountsTold);
        if ((twin.ActiveConditions & ConditionWords.Counted) == 0)
            return told;
        foreach (var rule in twin.Rules.Judged)
        {
            if (Holds(twin, rule.Condition) && rule.Source is RuleSource.SeriousAlarms)
                told = told with { Alarms = twin.Values.Of(rule), AlarmText = DetailOf(twin, rule) };
            else if (Holds(twin, rule.Condition) && rule.Source is RuleSource.CellsDown or RuleSource.AccessPointsMissing)
                told = told with { Parts = twin.Values.Of(rule) };
        }

        return told;
    }

    /// <summary>After a message: where the condition held before and holds still, and what its alert says is no longer so.</summary>
    public static void TellCounts(Twin twin, in CountsTold before, long nowMs, IFindingSink sink)
    {
        var now = Counts(twin);
        foreach (var rule in now == before ? [] : twin.Rules.Judged)
        {
            var isOther = rule.Source switch
            {
                RuleSource.SeriousAlarms => before.Alarms is not null && now.Alarms is > 0,
                RuleSource.CellsDown or RuleSource.AccessPointsMissing => before.Parts is not null && now.Parts is > 0,
                _ => false,
            };
            if (isOther && Holds(twin, rule.Condition))
                Change(twin, rule, raised: true, twin.Values.Of(rule), nowMs, sink);
        }
    }

    /// <summary>When silence becomes offline; <see cref="long.MaxValue"/>: never as things stand.</summary>
    private static long SilenceDue(Twin twin)
    {
        if (twin.Rules.Offline is not { } rule || !twin.Listening || !twin.Heard || Holds(twin, Condition.Offline))
            return long.MaxValue;
        var from = Math.Max(twin.LastSeenMs, Math.Max(twin.ListeningSinceMs, twin.CreatedMs));
        var due = from + ((long)rule.MissedPeriods * twin.PeriodSeconds * 1000);
        return twin.WillMs > 0 ? Math.Min(due, twin.WillMs + (rule.WillGraceSeconds * 1000L)) : due;
    }

    /// <summary>Judges one rule; returns when it wants to be judged again though no message comes.</summary>
    private static long JudgeRule(Twin twin, Rule rule, ref long since, bool isFresh, long nowMs, IFindingSink sink)
    {
        var active = Holds(twin, rule.Condition);
        var value = twin.Values.Of(rule);
        if ((twin.ActiveConditions & rule.UnlessConditions) != 0)
        {
            since = 0;
            if (active)
                Change(twin, rule, raised: false, value, nowMs, sink);
            return long.MaxValue;
        }
        var test = active ? rule.Clear : rule.Raise;
        if (double.IsNaN(value) || !test.Holds(value))
        {
            since = 0;
            return long.MaxValue;
        }
        if (since == 0)
            since = nowMs;
        var due = since + ((active ? rule.ClearAfterSeconds : rule.RaiseAfterSeconds) * 1000L);
        if (nowMs < due)
            return due;
        if (!isFresh)
            return long.MaxValue;
        since = 0;
        Change(twin, rule, !active, value, nowMs, sink);
        return long.MaxValue;
    }

    private static void Change(Twin twin, Rule rule, bool raised, double? value, long nowMs, IFindingSink sink)
    {
        if (raised)
            twin.ActiveConditions |= rule.Condition.Bit();
        else
            twin.ActiveConditions &= ~rule.Condition.Bit();
        twin.Version++;
        var shown = value is { } number && !double.IsNaN(number) && rule.Raise.Operator != RuleOperator.OneOf ? value : null;
        sink.Add(new Finding(rule.Condition, raised, twin.Handle, shown, rule.Threshold, nowMs, raised ? DetailOf(twin, rule) : null));
    }

    private static string? DetailOf(Twin twin, Rule rule) => rule.Source == RuleSource.SeriousAlarms ? twin.Values.SeriousAlarmText : null;

    /// <summary>The worst effect of what holds now.</summary>
    public static void SetHealth(Twin twin)
    {
        var health = twin.Heard ? Health.Ok : Health.Unknown;
        for (var rest = twin.ActiveConditions; rest != 0; rest &= rest - 1)
        {
            if (twin.Rules.Find((Condition)BitOperations.TrailingZeroCount(rest)) is { } rule && (byte)rule.Effect > (byte)health)
                health = (Health)rule.Effect;
        }
        twin.Health = health;
    }

    private static bool Holds(Twin twin, Condition condition) => (twin.ActiveConditions & condition.Bit()) != 0;
}
