using System.Text;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Tests.Conformance;

namespace Ioc.Mqtt.Tests.Broker;

/// <summary>One table for live messages and for retained ones: both must match the same filters (5.0 §4.7).</summary>
public sealed class TopicMatchTests
{
    [Theory]
    [Clause(ProtocolVersion.V500, "MQTT-4.7.2-1", "MQTT-4.7.3-4", "MQTT-3.3.2-3")]
    [Clause(ProtocolVersion.V311, "MQTT-4.7.2-1", "MQTT-4.7.3-4", "MQTT-3.3.2-3")]
    [InlineData("a/b", "a/b", true)]
    [InlineData("a/b", "a/c", false)]
    [InlineData("a/b", "a", false)]
    [InlineData("a", "a/b", false)]
    [InlineData("#", "a", true)]
    [InlineData("#", "a/b/c", true)]
    [InlineData("#", "/", true)]
    [InlineData("a/#", "a", true)]
    [InlineData("a/#", "a/b", true)]
    [InlineData("a/#", "a/b/c", true)]
    [InlineData("a/#", "ab", false)]
    [InlineData("+", "a", true)]
    [InlineData("+", "a/b", false)]
    [InlineData("+", "/a", false)]
    [InlineData("+/+", "/a", true)]
    [InlineData("/+", "/a", true)]
    [InlineData("a/+", "a", false)]
    [InlineData("a/+", "a/", true)]
    [InlineData("a/+/c", "a/b/c", true)]
    [InlineData("a/+/c", "a/b/d", false)]
    [InlineData("a/+/#", "a", false)]
    [InlineData("a/+/#", "a/b", true)]
    [InlineData("+/b/#", "a/b/c/d", true)]
    [InlineData("#", "$SYS/x", false)]
    [InlineData("+/x", "$SYS/x", false)]
    [InlineData("$SYS/#", "$SYS/x", true)]
    [InlineData("$SYS/+", "$SYS/x", true)]
    [InlineData("a/#", "a/$SYS", true)]
    [InlineData("a/+", "a/$SYS", true)]
    [InlineData("Accounts", "accounts", false)]
    [InlineData("địa/+", "địa/phương", true)]
    public void A_filter_matches_as_the_specification_says(string filter, string topic, bool matches)
    {
        var rig = new TreeRig();
        Assert.Equal(matches, rig.Subscribed(filter, topic));
        Assert.Equal(matches, rig.Retained(filter, topic));
    }

    [Fact]
    public void An_empty_tree_keeps_nothing_of_what_was_removed()
    {
        var rig = new TreeRig();
        Assert.True(rig.Subscribed("a/b/c", "a/b/c"));
        rig.Remove();
        Assert.False(rig.Matches("a/b/c"));
    }

    private sealed class TreeRig
    {
        private readonly SubscriptionTree _tree = new();
        private readonly RetainedMessages _retained = new(new MqttLimits(), store: null);
        private readonly Session _session = SessionRig.Make();

        private Subscription? _subscription;

        public bool Subscribed(string filter, string topic)
        {
            _subscription = new Subscription(_session, filter, QualityOfService.AtMostOnce);
            _tree.Put(_subscription, replaced: null);
            return Matches(topic);
        }

        public bool Matches(string topic)
        {
            var matches = new TopicMatches();
            _tree.Match(Encoding.UTF8.GetBytes(topic), matches);
            Assert.True(matches.Filters.Count <= 1);
            return matches.Filters.Count == 1;
        }

        public void Remove() => _tree.Remove(_subscription!);

        public bool Retained(string filter, string topic)
        {
            _retained.Put(new Message { Topic = Encoding.UTF8.GetBytes(topic), Payload = new byte[] { 1 }, Retain = true }, FlushBatch.Current);
            var matches = new List<Message>();
            _retained.Match(filter, 0, matches);
            return matches.Count == 1;
        }
    }
}
