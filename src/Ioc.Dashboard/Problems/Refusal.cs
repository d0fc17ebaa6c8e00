namespace Ioc.Dashboard.Problems;

/// <summary>
/// Every refusal, each the type of its problem details (<c>urn:ioc:problem:</c> and the word): the detail is English and speaks to whoever
/// calls the interface, the app says the same in its user's language.
/// </summary>
internal enum Refusal
{
    // Of any call.
    RequestInvalid,
    SignInFirst,
    NotAllowed,
    NothingHere,
    MethodWrong,
    TooLarge,
    NotJson,
    TooMuchAtOnce,
    ForeignPage,
    NotReady,
    Failed,

    // Coming in.
    SignInWrong,
    TokenUnknown,
    TooManyAttempts,
    TookTooLong,
    CodeWrong,
    PasskeyRefused,
    SessionEnded,

    // The own account.
    Proof,
    ChangePassword,
    EnrolFactor,
    EnrolCodeWrong,
    PasswordWrong,
    PasswordUnchanged,
    PasswordWeak,
    PasskeysFull,
    TokenMayNot,

    // People.
    UserNameInvalid,
    UserExists,
    UserUnknown,
    InvitationGone,
    LastChief,
    OwnAccount,
    RoleBeyond,
    AccountStillThere,
    NameKept,
    NoTraces,
    GoneAlready,

    // Devices.
    DeviceUnknown,
    DeviceGone,
    CertificateInvalid,
    CertificateTaken,
    CertificateUnknown,
    CertificateOfDevice,
    CertificatesFull,
    DeviceIdInvalid,
    DeviceTwice,
    DeviceRegistered,
    DeviceClaimed,
    PasswordNotKept,
    BlocksFull,
    NotBlocked,
    ClaimUnknown,
    ClaimClosed,
    ClaimOfAnother,
    ClaimOfAnotherUnit,
    ClaimsFull,
    ClaimsOfUnitFull,
    ClaimUnitMissing,
    UnitNoCommune,
    PlaceForeign,

    // The work.
    AlertUnknown,
    AlertForeign,
    BroadcastUnknown,
    BroadcastForeign,
    BroadcastIdTaken,
    NamesUnknown,
    NotLoudspeakers,
    NoLoudspeakers,
    SpeechBusy,
    UnitUnknown,
    SeriesAway,
    AuditUnavailable,

    // Rows of imports, and single devices.
    RowNotRead,
    RowFieldMissing,
    RowFieldTooLong,
    RowFieldInvalid,
    RowOutOfRange,
    RowWordUnknown,
    RowTooMany,
    RowUnitUnknown,
    RowHamletElsewhere,
    RowPartForeign,
    RowTwice,
    RowParentsRing,
    RowDatesTurned,
    RowNameTaken,
    RowForeign,
}
