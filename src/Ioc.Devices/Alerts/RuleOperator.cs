namespace Ioc.Devices.Alerts;

internal enum RuleOperator : byte
{
    Below,
    AtMost,
    Above,
    AtLeast,
    Equal,
    NotEqual,

    /// <summary>The word is one of a set.</summary>
    OneOf,
}
