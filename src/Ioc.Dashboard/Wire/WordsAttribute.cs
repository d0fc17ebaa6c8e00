using System.Text.Json;

namespace Ioc.Dashboard.Wire;

/// <summary>The text is one of an enum's words: /openapi/v1.json lists them, and so the web app's types know them.</summary>
/// <param name="words">The enum.</param>
/// <param name="without">A member that never occurs here.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WordsAttribute(Type words, string? without = null) : Attribute
{
    /// <summary>What the web app calls the set; the enum's name unless it is another set.</summary>
    public string Name { get; init; } = words.Name;

    public IReadOnlyList<string> All { get; } = [.. Enum.GetNames(words).Where(name => name != without).Select(JsonNamingPolicy.CamelCase.ConvertName)];
}
