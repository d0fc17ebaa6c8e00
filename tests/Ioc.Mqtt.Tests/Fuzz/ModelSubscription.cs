using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Tests.Fuzz;

internal sealed record ModelSubscription(SubscribeEntry Entry, uint Identifier)
{
    /// <summary>Matching as 5.0 §4.7 puts it, level by level; slow and obvious.</summary>
    public static bool Matches(string filter, string topic)
    {
        if (topic[0] == '$' && filter[0] is '#' or '+') return false;
        string[] filterLevels = filter.Split('/');
        string[] topicLevels = topic.Split('/');
        for (int i = 0; i < filterLevels.Length; i++)
        {
            if (filterLevels[i] == "#") return true;
            if (i >= topicLevels.Length) return false;
            if (filterLevels[i] != "+" && filterLevels[i] != topicLevels[i]) return false;
        }

        return filterLevels.Length == topicLevels.Length;
    }
}
