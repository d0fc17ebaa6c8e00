namespace Ioc.Silo.Provisioning;

public enum ProvisioningRefusal
{
    CodeUnknown,

    /// <summary>Used, revoked or expired.</summary>
    CodeClosed,
    CodeOfAnother,
    CodeOfAnotherUnit,
    ClaimsFull,
    ClaimsOfUnitFull,
    DeviceIdInvalid,
    DeviceTwice,
    DeviceRegistered,
    DeviceClaimed,
    DeviceUnknown,

    /// <summary>The registry does not take it as it is.</summary>
    DeviceInvalid,
    UnitNoCommune,
    PasswordNotKept,
    CertificateInvalid,
    CertificateTaken,

    /// <summary>Its common name is another registered device's id.</summary>
    CertificateOfDevice,
    CertificatesFull,
}
