using System.Collections.Frozen;
using System.Numerics;

namespace Ioc.Devices.Twins;

/// <summary>The words for conditions (<c>speaker-line-open</c>) and sets of them as 64-bit masks.</summary>
public static class ConditionWords
{
    /// <summary>With one of these a site serves nobody.</summary>
    public const ulong SiteNotWorking = (1UL << (int)Condition.Offline) | (1UL << (int)Condition.SiteDown);

    /// <summary>Conditions of how many: their alerts follow the number while they last.</summary>
    public const ulong Counted = (1UL << (int)Condition.AccessPointsMissing) | (1UL << (int)Condition.CellDown) | (1UL << (int)Condition.SiteAlarm);

    private static readonly FrozenDictionary<Condition, string> Words = Enum.GetValues<Condition>()
        .ToFrozenDictionary(condition => condition, condition => KebabCase(condition.ToString()));

    private static readonly FrozenDictionary<string, Condition> Conditions = Words.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    public static string Word(this Condition condition) => Words[condition];

    public static ulong Bit(this Condition condition) => 1UL << (int)condition;

    public static bool TryParse(string word, out Condition condition) => Conditions.TryGetValue(word, out condition);

    /// <summary>The words of every condition in a mask, by number.</summary>
    public static IReadOnlyList<string> WordsOf(ulong conditions)
    {
        if (conditions == 0)
            return [];
        var words = new string[BitOperations.PopCount(conditions)];
        for (var i = 0; conditions != 0; i++, conditions &= conditions - 1)
            words[i] = Words[(Condition)BitOperations.TrailingZeroCount(conditions)];
        return words;
    }

    private static string KebabCase(string name) =>
        string.Concat(name.Select((letter, index) =>
            char.IsAsciiLetterUpper(letter) && index > 0 ? "-" + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));
}
