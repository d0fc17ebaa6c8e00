using Ioc.Silo.Registry;

namespace Ioc.Silo.Provisioning;

/// <summary>Why nothing was done.</summary>
/// <param name="Reason">For whoever says it in another language.</param>
/// <param name="Words">For the audit and the command line.</param>
/// <param name="Name">The device, unit or certificate that is in the way, where there is one.</param>
public sealed record ProvisioningProblem(ProvisioningRefusal Reason, string Words, string? Name = null)
{
    /// <summary>Why the registry does not take the device, where that is the reason.</summary>
    public RowFault? Fault { get; init; }
}
