namespace Ioc.Silo.Audit;

/// <summary>Bounds of the audit.</summary>
public static class AuditLimits
{
    /// <summary>Entries of one append: an import of more devices is one row with their number and the content's hash.</summary>
    public const int EntriesMax = 500;

    /// <summary>A device with every field takes 1,500; a site with 24 cells 4,000.</summary>
    public const int ValueCharsMax = 8_192;

    public const int WhyCharsMax = 500;

    /// <summary>Ids and labels; the longest of ours has 64, but a stranger's client id is not ours.</summary>
    public const int WordCharsMax = 200;

    /// <summary>Rows that a list counts; beyond it "100,000" stands for "many", and costs no whole scan.</summary>
    public const int CountMax = 100_000;

    public const int PageSizeMax = 1_000;

    /// <summary>Rows that a start verifies before it goes on, a tenth of a second's worth; the rest follows in the background.</summary>
    public const int RowsAtStart = 10_000;
}
