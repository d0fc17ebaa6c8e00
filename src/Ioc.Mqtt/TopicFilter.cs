using Ioc.Mqtt.Codec;

namespace Ioc.Mqtt;

/// <summary>
/// What a topic filter may be (5.0 §4.7.1): <c>#</c> only as the last level, <c>+</c> only as a whole level.
/// <c>#</c>, <c>a/#</c>, <c>+/b/+</c> are filters; <c>a#</c>, <c>#/b</c>, <c>a+/b</c> and the empty string are not.
/// <c>$share/group/filter</c> names a shared subscription (§4.8.2): the group is not empty and has no wildcard, the filter is a filter.
/// </summary>
internal static class TopicFilter
{
    private static ReadOnlySpan<byte> SharePrefix => "$share/"u8;

    /// <summary>Checks bytes that are already known to be UTF-8 without U+0000.</summary>
    public static MalformedReason Check(ReadOnlySpan<byte> filter)
    {
        if (!filter.StartsWith(SharePrefix)) return IsPlainFilter(filter) ? MalformedReason.None : MalformedReason.TopicFilterInvalid;
        return TrySplitShared(filter, out ReadOnlySpan<byte> group, out ReadOnlySpan<byte> shared)
            && !group.IsEmpty && group.IndexOfAny((byte)'+', (byte)'#') < 0 && IsPlainFilter(shared)
            ? MalformedReason.None
            : MalformedReason.TopicFilterInvalid;
    }

    public static bool IsShared(ReadOnlySpan<byte> filter) => filter.StartsWith(SharePrefix);

    /// <summary>Takes <c>$share/group/filter</c> apart; false when it is not of that form.</summary>
    public static bool TrySplitShared(ReadOnlySpan<byte> shared, out ReadOnlySpan<byte> group, out ReadOnlySpan<byte> filter)
    {
        group = default;
        filter = default;
        if (!shared.StartsWith(SharePrefix)) return false;
        ReadOnlySpan<byte> rest = shared[SharePrefix.Length..];
        int slash = rest.IndexOf((byte)'/');
        if (slash < 0) return false;
        group = rest[..slash];
        filter = rest[(slash + 1)..];
        return true;
    }

    private static bool IsPlainFilter(ReadOnlySpan<byte> filter)
    {
        if (filter.IsEmpty) return false;
        while (true)
        {
            int slash = filter.IndexOf((byte)'/');
            ReadOnlySpan<byte> level = slash < 0 ? filter : filter[..slash];
            if (level.Length > 1 && level.IndexOfAny((byte)'+', (byte)'#') >= 0) return false;
            if (slash < 0) return true;
            if (level is [(byte)'#']) return false;
            filter = filter[(slash + 1)..];
        }
    }
}
