namespace Ioc.Dashboard.Api;

/// <summary>One sentence that names what is not registered, bounded.</summary>
internal static class Unknown
{
    /// <summary>Null when all are known.</summary>
    public static string? Among(IReadOnlyList<string?> names, Func<string, bool> isKnown, string what)
    {
        // JSON lists may hold nulls whatever the element type says.
        string[] unknown = [.. names.Where(name => name is null || !isKnown(name)).Select(name => name ?? "null")];
        if (unknown.Length == 0) return null;
        string named = string.Join(", ", unknown.Take(DashboardLimits.NamedInErrorMax).Select(PlainText.Clip));
        string more = unknown.Length > DashboardLimits.NamedInErrorMax ? $" and {unknown.Length - DashboardLimits.NamedInErrorMax} more" : "";
        return $"Unknown {what}: {named}{more}. Leave them out or register them.";
    }
}
