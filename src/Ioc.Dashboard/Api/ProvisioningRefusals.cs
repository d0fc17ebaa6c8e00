using System.Diagnostics;
using Ioc.Dashboard.Problems;
using Ioc.Silo.Provisioning;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ioc.Dashboard.Api;

/// <summary>What the silo says of provisioning, as a refusal.</summary>
internal static class ProvisioningRefusals
{
    public static ProblemHttpResult Of(ProvisioningProblem problem) => problem.Fault is { } fault ? RowFaults.Refuse(fault) : problem.Name is { } name
        ? Problem.Unprocessable(problem.Words + ".", Of(problem.Reason), ("name", name))
        : Problem.Unprocessable(problem.Words + ".", Of(problem.Reason));

    private static Refusal Of(ProvisioningRefusal reason) => reason switch
    {
        ProvisioningRefusal.CodeUnknown => Refusal.ClaimUnknown,
        ProvisioningRefusal.CodeClosed => Refusal.ClaimClosed,
        ProvisioningRefusal.CodeOfAnother => Refusal.ClaimOfAnother,
        ProvisioningRefusal.CodeOfAnotherUnit => Refusal.ClaimOfAnotherUnit,
        ProvisioningRefusal.ClaimsFull => Refusal.ClaimsFull,
        ProvisioningRefusal.ClaimsOfUnitFull => Refusal.ClaimsOfUnitFull,
        ProvisioningRefusal.DeviceIdInvalid => Refusal.DeviceIdInvalid,
        ProvisioningRefusal.DeviceTwice => Refusal.DeviceTwice,
        ProvisioningRefusal.DeviceRegistered => Refusal.DeviceRegistered,
        ProvisioningRefusal.DeviceClaimed => Refusal.DeviceClaimed,
        ProvisioningRefusal.DeviceUnknown => Refusal.DeviceUnknown,
        ProvisioningRefusal.DeviceInvalid => Refusal.RequestInvalid,
        ProvisioningRefusal.UnitNoCommune => Refusal.UnitNoCommune,
        ProvisioningRefusal.PasswordNotKept => Refusal.PasswordNotKept,
        ProvisioningRefusal.CertificateInvalid => Refusal.CertificateInvalid,
        ProvisioningRefusal.CertificateTaken => Refusal.CertificateTaken,
        ProvisioningRefusal.CertificateOfDevice => Refusal.CertificateOfDevice,
        ProvisioningRefusal.CertificatesFull => Refusal.CertificatesFull,
        _ => throw new UnreachableException($"BUG: {reason}"),
    };
}
