namespace Ioc.Dashboard.Access;

/// <summary>What a call costs, in units of one ordinary series query; also the endpoint's metadata, by which a test sees who costs what.</summary>
/// <param name="Units">How much.</param>
/// <param name="SharesAddress">Paid for by the address, too; not where nobody behind the same address may be in the way, which is at an emergency.</param>
internal sealed record CallCost(int Units, bool SharesAddress = true)
{
    /// <summary>A query of the series store, or of everything registered.</summary>
    public const int Query = 1;

    /// <summary>Leaves a row in the audit, which is kept for ever.</summary>
    public const int Written = 5;

    /// <summary>Reads or writes much: an import, an export, new credentials.</summary>
    public const int Bulk = 20;

    /// <summary>Reads all of something that grows for ever.</summary>
    public const int Whole = 60;
}
