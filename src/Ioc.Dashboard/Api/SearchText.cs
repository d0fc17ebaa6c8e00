using System.Globalization;
using System.Text;

namespace Ioc.Dashboard.Api;

/// <summary>
/// Text as people search it: who types "ham rong" on a keyboard without Vietnamese finds "Hàm Rồng". Case and marks go; đ is a letter of
/// its own, not a marked d, and is turned by hand.
/// </summary>
internal static class SearchText
{
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (char letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark) continue;
            folded.Append(letter is 'đ' or 'Đ' ? 'd' : char.ToLowerInvariant(letter));
        }

        return folded.ToString();
    }
}
