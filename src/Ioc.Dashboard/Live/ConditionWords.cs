using System.Numerics;

namespace Ioc.Dashboard.Live;

/// <summary>The words of a twin's condition bits, lowest bit first.</summary>
internal static class ConditionWords
{
    public static IReadOnlyList<string> Of(ulong bits)
    {
        if (bits == 0) return [];
        var words = new List<string>(BitOperations.PopCount(bits));
        for (; bits != 0; bits &= bits - 1) words.Add($"condition-{BitOperations.TrailingZeroCount(bits)}");
        return words;
    }
}
