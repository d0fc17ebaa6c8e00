using Ioc.Dashboard.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ioc.Dashboard.Api;

/// <summary>Names what is not registered, bounded.</summary>
internal static class Unknown
{
    /// <summary>One sentence; null when all are known.</summary>
    public static string? Among(IReadOnlyList<string?> names, Func<string, bool> isKnown, string what) =>
        Named(names, isKnown) is { } named ? $"Unknown {what}: {named}. Leave them out or register them." : null;

    /// <summary>Null when all are known.</summary>
    public static ProblemHttpResult? Refuse(IReadOnlyList<string?> names, Func<string, bool> isKnown, string what) =>
        Among(names, isKnown, what) is { } words ? Problem.Unprocessable(words, Refusal.NamesUnknown, ("names", Named(names, isKnown)!)) : null;

    private static string? Named(IReadOnlyList<string?> names, Func<string, bool> isKnown)
    {
        // JSON lists may hold nulls whatever the element type says.
        string[] unknown = [.. names.Where(name => name is null || !isKnown(name)).Select(name => name ?? "null")];
        if (unknown.Length == 0) return null;
        string more = unknown.Length > DashboardLimits.NamedInErrorMax ? $" (+{unknown.Length - DashboardLimits.NamedInErrorMax})" : "";
        return string.Join(", ", unknown.Take(DashboardLimits.NamedInErrorMax).Select(PlainText.Clip)) + more;
    }
}
