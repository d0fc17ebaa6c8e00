namespace Ioc.Dashboard.Wire;

/// <param name="Items">This page.</param>
/// <param name="Next">The cursor of the next page; null: this is the last.</param>
/// <param name="Total">Items that match, on all pages.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next, long Total)
{
    /// <summary>A page of a list that is in memory whole; the cursor is an offset.</summary>
    public static Page<T> At(IReadOnlyList<T> all, int offset, int pageSize)
    {
        T[] items = [.. all.Skip(offset).Take(pageSize)];
        int after = offset + items.Length;
        return new Page<T>(items, items.Length > 0 && after < all.Count ? after.ToString(System.Globalization.CultureInfo.InvariantCulture) : null, all.Count);
    }
}
