using Ioc.Mqtt.Codec;

namespace Ioc.Mqtt;

/// <summary>
/// What a topic name may be (5.0 §4.7): at least one byte, no wildcards. <c>a/b</c>, <c>/</c> and <c>$SYS/x</c> are names;
/// <c>a/+</c> and the empty string are not.
/// </summary>
internal static class TopicName
{
    /// <summary>Checks bytes that are already known to be UTF-8 without U+0000.</summary>
    public static MalformedReason Check(ReadOnlySpan<byte> topic)
    {
        if (topic.IsEmpty) return MalformedReason.TopicEmpty;
        return topic.IndexOfAny((byte)'+', (byte)'#') >= 0 ? MalformedReason.TopicWildcard : MalformedReason.None;
    }

    public static int Levels(ReadOnlySpan<byte> topic) => topic.Count((byte)'/') + 1;
}
