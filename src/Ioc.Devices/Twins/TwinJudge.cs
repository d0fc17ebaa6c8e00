using System.Numerics;
using Ioc.Devices.Alerts;

namespace Ioc.Devices.Twins;

/// <summary>Applies the rules to one twin. Runs after every message and on ticks; allocates nothing unless a condition changes.</summary>
internal static class TwinJudge
{
    /// <summary>Judges every rule on values. While the device is offline its last values say nothing about now, so nothing changes.</summary>
    public static void Judge(Twin twin, long nowMs, IFindingSink sink)
    {
        var nextDue = SilenceDue(twin);
        if (!Holds(twin, Condition.Offline))
        {
            var rules = twin.Rules.Judged;
            for (var i = 0; i < rules.Length; i++)
                nextDue = Math.Min(nextDue, JudgeRule(twin, rules[i], ref twin.Since[i], nowMs, sink));
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

    /// <summary>When silence becomes offline; <see cref="long.MaxValue"/>: never as things stand.</summary>
    private static long SilenceDue(Twin twin)
    {
        if (twin.Rules.Offline is not { } rule || !twin.Listening || !twin.Heard || Holds(twin, Condition.Offline))
            return long.MaxValue;
        var from = Math.Max(twin.LastSeenMs, Math.Max(twin.ListeningSinceMs, twin.CreatedMs));
        var due = from + ((long)rule.MissedPeriods * twin.Device.PeriodSeconds * 1000);
        return twin.WillMs > 0 ? Math.Min(due, twin.WillMs + (rule.WillGraceSeconds * 1000L)) : due;
    }

    /// <summary>Judges one rule; returns when it wants to be judged again though no message comes.</summary>
    private static long JudgeRule(Twin twin, Rule rule, ref long since, long nowMs, IFindingSink sink)
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
        var detail = raised && rule.Source == RuleSource.SeriousAlarms ? twin.Values.SeriousAlarmText : null;
        var shown = value is { } number && !double.IsNaN(number) && rule.Raise.Operator != RuleOperator.OneOf ? value : null;
        sink.Add(new Finding(rule.Condition, raised, twin.Handle, shown, rule.Threshold, nowMs, detail));
    }

    /// <summary>The worst effect of what holds now.</summary>
    private static void SetHealth(Twin twin)
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
