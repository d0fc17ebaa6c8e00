namespace Ioc.Dashboard.Access;

/// <summary>Why somebody who is signed in may do nothing but see to the own account.</summary>
internal enum CallerLimit
{
    None,

    /// <summary>Somebody else chose the password.</summary>
    ChangePassword,

    /// <summary>The roles need a second factor, and the time to enrol one is over.</summary>
    EnrolFactor,
}
