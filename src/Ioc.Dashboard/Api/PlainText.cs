namespace Ioc.Dashboard.Api;

/// <summary>Rules for text that strangers send.</summary>
internal static class PlainText
{
    /// <summary>Half a surrogate pair can be neither normalised nor stored.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i])) return false;
        }

        return true;
    }

    /// <summary>A stranger's word as an error message may repeat it.</summary>
    public static string Clip(string text) => new([.. text.Take(40).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter)]);
}
