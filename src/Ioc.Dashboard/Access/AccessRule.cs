using Ioc.Silo.Accounts;

namespace Ioc.Dashboard.Access;

/// <summary>Who may call one operation: a line of <see cref="AccessTable"/>, on the endpoint as metadata.</summary>
/// <param name="Where">Where the permission must hold.</param>
/// <param name="Permission">Which; without meaning where nothing is asked for.</param>
/// <param name="NeedsProof">Of a browser, that whoever uses it showed lately who they are: one that was left open changes nobody's rights.</param>
/// <param name="OpenToThisMachine">Also programs on this machine, without an account: what scrapes metrics usually runs here.</param>
internal sealed record AccessRule(AccessWhere Where, Permission Permission = Permission.See, bool NeedsProof = false, bool OpenToThisMachine = false)
{
    public bool Allows(Caller caller) => (!NeedsProof || caller.IsProven) && Where switch
    {
        AccessWhere.Open or AccessWhere.SignedIn => true,
        AccessWhere.Within => caller.Limit == CallerLimit.None && !caller.ReachOf(Permission).IsNothing,
        AccessWhere.Everywhere => caller.Limit == CallerLimit.None && caller.ReachOf(Permission).IsEverything,
        _ => false,
    };

    /// <summary>Nothing is missing but that the person shows again who they are.</summary>
    public bool OnlyWantsProof(Caller caller) => NeedsProof && !caller.IsProven && (this with { NeedsProof = false }).Allows(caller);
}
