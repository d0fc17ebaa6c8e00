namespace Ioc.Mqtt.Broker;

/// <summary>
/// The sessions that share one filter under one name (5.0 §4.8.2): each message goes to one of them, in turn, to one that can take it now
/// if there is any.
/// </summary>
/// <remarks>Members are read without a lock and changed under the tree's.</remarks>
internal sealed class SharedGroup(string filter)
{
    private volatile Subscription[] _members = [];
    private uint _turn;

    /// <summary>The whole filter, <c>$share/group/…</c>.</summary>
    public string Filter { get; } = filter;

    /// <summary>The array is replaced, never changed.</summary>
    public Subscription[] Members => _members;

    public void Put_NeedsLock(Subscription subscription, Subscription? replaced)
    {
        int at = replaced is null ? -1 : Array.IndexOf(_members, replaced);
        Subscription[] members = at < 0 ? [.. _members, subscription] : [.. _members];
        if (at >= 0) members[at] = subscription;
        _members = members;
    }

    public void Remove_NeedsLock(Subscription subscription) => _members = [.. _members.Where(m => m != subscription)];

    /// <summary>False when no member took it, not even into its queue; each that refused it has counted why.</summary>
    public bool Offer(Message message, string? onlyClientId, FlushBatch batch)
    {
        Subscription[] members = _members;
        uint turn = Interlocked.Increment(ref _turn);
        Subscription? chosen = Choose(members, turn, onlyClientId);
        if (chosen is null) return false;
        if (chosen.Session.Offer(DeliveryTo(chosen, message), batch)) return true;
        // Rare: the best of them has no room, so whoever has gets it.
        for (uint i = 0; i < members.Length; i++)
        {
            Subscription member = members[(turn + i) % (uint)members.Length];
            if (member == chosen || !IsMeant(member, onlyClientId)) continue;
            Delivery delivery = DeliveryTo(member, message);
            bool isHopeless = delivery.Qos == QualityOfService.AtMostOnce && member.Session.Readiness == SessionReadiness.Absent;
            if (!isHopeless && member.Session.Offer(delivery, batch)) return true;
        }

        return false;
    }

    /// <summary>The first in turn who can send at once; if there is none, who is connected; if nobody is, whose queue waits for his return.</summary>
    private static Subscription? Choose(Subscription[] members, uint turn, string? onlyClientId)
    {
        Subscription? best = null;
        var bestReadiness = SessionReadiness.Absent;
        for (uint i = 0; i < members.Length; i++)
        {
            Subscription member = members[(turn + i) % (uint)members.Length];
            if (!IsMeant(member, onlyClientId)) continue;
            SessionReadiness readiness = member.Session.Readiness;
            if (readiness == SessionReadiness.Ready) return member;
            if (best is not null && readiness >= bestReadiness) continue;
            best = member;
            bestReadiness = readiness;
        }

        return best;
    }

    private static bool IsMeant(Subscription member, string? onlyClientId) => onlyClientId is null || member.Session.ClientId == onlyClientId;

    /// <summary>The QoS granted to this member counts [MQTT-4.8.2-3].</summary>
    private static Delivery DeliveryTo(Subscription member, Message message) => new(
        message,
        member.Qos < message.Qos ? member.Qos : message.Qos,
        member.RetainAsPublished && message.Retain,
        member.Identifiers)
    {
        SharedFilter = member.Filter,
    };
}
