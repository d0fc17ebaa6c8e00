namespace Ioc.Dashboard.Access;

/// <summary>What a call costs, in units of one ordinary series query; also the endpoint's metadata, by which a test sees who costs what.</summary>
internal sealed record CallCost(int Units)
{
    /// <summary>A query of the series store, or of everything registered.</summary>
    public const int Query = 1;

    /// <summary>Reads or writes much: an import, an export, new credentials.</summary>
    public const int Bulk = 20;

    /// <summary>Reads all of something that grows for ever.</summary>
    public const int Whole = 60;
}
