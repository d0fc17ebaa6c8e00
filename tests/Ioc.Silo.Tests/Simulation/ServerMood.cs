namespace Ioc.Silo.Tests.Simulation;

/// <summary>What the month's time-series server does with a request.</summary>
internal enum ServerMood
{
    Well,

    /// <summary>Nobody listens there.</summary>
    Away,

    /// <summary>Takes it and never answers.</summary>
    Hangs,

    /// <summary>500, and nothing is taken.</summary>
    Fails,

    /// <summary>429, and nothing is taken.</summary>
    Busy,

    /// <summary>Does what it is asked, but its answer gets lost.</summary>
    LosesAnswers,
}
