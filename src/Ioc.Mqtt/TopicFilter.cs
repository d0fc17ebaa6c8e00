using System.Text;
using Ioc.Mqtt.Codec;

namespace Ioc.Mqtt;

/// <summary>
/// What a topic filter may be (5.0 §4.7.1): <c>#</c> only as the last level, <c>+</c> only as a whole level.
/// <c>#</c>, <c>a/#</c>, <c>+/b/+</c> are filters; <c>a#</c>, <c>#/b</c>, <c>a+/b</c> and the empty string are not.
/// <c>$share/group/filter</c> names a shared subscription (§4.8.2): the group is not empty and has no wildcard, the filter is a filter.
/// </summary>
public static class TopicFilter
{
    private static ReadOnlySpan<byte> SharePrefix => "$share/"u8;

    /// <summary>True for a filter that may stand in SUBSCRIBE.</summary>
    public static bool IsValid(string filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        byte[] bytes = Encoding.UTF8.GetBytes(filter);
        return bytes.Length <= ushort.MaxValue && !bytes.Contains((byte)0) && Check(bytes) == MalformedReason.None;
    }

    /// <summary>
    /// True when everything that <paramref name="other"/>, a topic name or a filter, can match is matched by <paramref name="filter"/>:
    /// <c>a/#</c> covers <c>a</c>, <c>a/b</c>, <c>a/+</c> and <c>a/#</c>; <c>a/+</c> covers <c>a/b</c> and not <c>a/#</c>;
    /// <c>#</c> does not cover <c>$SYS/x</c> [MQTT-4.7.2-1].
    /// </summary>
    public static bool Covers(ReadOnlySpan<byte> filter, ReadOnlySpan<byte> other)
    {
        if (!other.IsEmpty && other[0] == (byte)'$' && !filter.IsEmpty && filter[0] != (byte)'$') return false;
        while (true)
        {
            if (filter is [(byte)'#']) return true;
            int filterSlash = filter.IndexOf((byte)'/');
            int otherSlash = other.IndexOf((byte)'/');
            ReadOnlySpan<byte> level = filterSlash < 0 ? filter : filter[..filterSlash];
            ReadOnlySpan<byte> otherLevel = otherSlash < 0 ? other : other[..otherSlash];
            bool covered = level is [(byte)'+'] ? otherLevel is not [(byte)'#'] : level.SequenceEqual(otherLevel);
            if (!covered) return false;
            if (filterSlash < 0) return otherSlash < 0;
            filter = filter[(filterSlash + 1)..];
            // "a/#" covers its parent "a" too.
            if (otherSlash < 0) return filter is [(byte)'#'];
            other = other[(otherSlash + 1)..];
        }
    }

    /// <summary>The filter of a shared subscription without <c>$share/group/</c>; any other filter as it is.</summary>
    public static ReadOnlySpan<byte> Unshared(ReadOnlySpan<byte> filter) =>
        TrySplitShared(filter, out _, out ReadOnlySpan<byte> plain) ? plain : filter;

    /// <summary>Checks bytes that are already known to be UTF-8 without U+0000.</summary>
    internal static MalformedReason Check(ReadOnlySpan<byte> filter)
    {
        if (!filter.StartsWith(SharePrefix)) return IsPlainFilter(filter) ? MalformedReason.None : MalformedReason.TopicFilterInvalid;
        return TrySplitShared(filter, out ReadOnlySpan<byte> group, out ReadOnlySpan<byte> shared)
            && !group.IsEmpty && group.IndexOfAny((byte)'+', (byte)'#') < 0 && IsPlainFilter(shared)
            ? MalformedReason.None
            : MalformedReason.TopicFilterInvalid;
    }

    internal static bool IsShared(string filter) => filter.StartsWith("$share/", StringComparison.Ordinal);

    internal static bool IsShared(ReadOnlySpan<byte> filter) => filter.StartsWith(SharePrefix);

    /// <summary>Takes <c>$share/group/filter</c> apart; false when it is not of that form.</summary>
    internal static bool TrySplitShared(ReadOnlySpan<byte> shared, out ReadOnlySpan<byte> group, out ReadOnlySpan<byte> filter)
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
