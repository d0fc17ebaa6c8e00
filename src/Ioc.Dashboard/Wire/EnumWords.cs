using System.Collections.Frozen;
using System.Diagnostics;
using System.Text.Json;

namespace Ioc.Dashboard.Wire;

/// <summary>The words of an enum on the wire: its member names, first letter small (<c>ok</c>, <c>notice</c>).</summary>
internal static class EnumWords<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> WordByValue =
        Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

    private static readonly FrozenDictionary<string, T> ValueByWord =
        WordByValue.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>All words in the enum's order, for messages that say what would have been right.</summary>
    public static string All { get; } = string.Join(", ", Enum.GetValues<T>().Select(Word));

    public static string Word(T value) =>
        WordByValue.TryGetValue(value, out string? word) ? word : throw new UnreachableException($"BUG: {typeof(T).Name} {value}");

    public static bool TryParse(string word, out T value) => ValueByWord.TryGetValue(word, out value);
}
