namespace Ioc.Dashboard.Access;

/// <summary>What a call costs, in units of one lookup in memory; also the endpoint's metadata.</summary>
/// <param name="Units">How much; 0: nothing, with a reason.</param>
/// <param name="SharesAddress">Paid for by the address, too; not where nobody behind the same address may be in the way, which is at an emergency.</param>
/// <param name="FreeBecause">Why it costs nothing.</param>
internal sealed record CallCost(int Units, bool SharesAddress = true, string? FreeBecause = null)
{
    /// <summary>Answered from memory; what grows with the province is sent by pages.</summary>
    public const int Lookup = 1;

    /// <summary>A query of a store.</summary>
    public const int Query = 5;

    /// <summary>Reads what thousands of devices did, or sends megabytes.</summary>
    public const int Scan = 20;

    /// <summary>Leaves a row in the audit, which is kept for ever, or hashes a password.</summary>
    public const int Written = 25;

    /// <summary>Reads or writes much: an import, an export, new credentials; and what is done to one's own account a few times a year.</summary>
    public const int Bulk = 100;

    /// <summary>Reads all of something that grows for ever.</summary>
    public const int Whole = 300;
}
