namespace Ioc.Silo.Registry;

/// <summary>Why a row of an import, or one device, is not registered as it is; in parentheses what <see cref="RowFault.Args"/> holds.</summary>
public enum RowFaultReason
{
    /// <summary>It is not of the form that the contract describes.</summary>
    NotRead,

    /// <summary>(field)</summary>
    FieldMissing,

    /// <summary>(field, max)</summary>
    FieldTooLong,

    /// <summary>Letters that a code must not have, or none (field, value, max)</summary>
    FieldInvalid,

    /// <summary>(field, value, min, max)</summary>
    OutOfRange,

    /// <summary>(field, value, words)</summary>
    WordUnknown,

    /// <summary>(field, max)</summary>
    TooMany,

    /// <summary>A unit, hamlet or parent (name)</summary>
    UnitUnknown,

    /// <summary>A hamlet that does not lie in the device's unit (name, unit)</summary>
    HamletElsewhere,

    /// <summary>Equipment of another kind (name: the kind)</summary>
    PartForeign,

    /// <summary>(name)</summary>
    Twice,

    /// <summary>Parents that form a ring, or too many levels (max)</summary>
    ParentsRing,

    /// <summary>Ends before it begins.</summary>
    DatesTurned,

    /// <summary>The name in another device's certificate (name)</summary>
    NameTaken,

    /// <summary>Outside of what the caller may change.</summary>
    Foreign,
}
