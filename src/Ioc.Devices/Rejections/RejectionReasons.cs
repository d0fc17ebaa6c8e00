using System.Collections.Frozen;

namespace Ioc.Devices.Rejections;

/// <summary>The words for rejection reasons: labels of metrics, values of the API.</summary>
public static class RejectionReasons
{
    private static readonly FrozenDictionary<RejectionReason, string> Words = Enum.GetValues<RejectionReason>()
        .ToFrozenDictionary(reason => reason, reason => SnakeCase(reason.ToString()));

    /// <summary><c>foreign_topic</c> for <see cref="RejectionReason.ForeignTopic"/>.</summary>
    public static string Word(this RejectionReason reason) => Words[reason];

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((letter, index) =>
            char.IsAsciiLetterUpper(letter) && index > 0 ? "_" + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));
}
