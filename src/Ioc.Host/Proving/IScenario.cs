namespace Ioc.Host.Proving;

/// <summary>One kind of fault, with load before, during and after it.</summary>
internal interface IScenario
{
    /// <summary>As in <c>--only</c>.</summary>
    string Name { get; }

    /// <summary>What is done, for people.</summary>
    string What { get; }

    /// <summary>Why it can't be tried on this machine; null: it can.</summary>
    string? Obstacle { get; }

    Task RunAsync(Proof proof);
}
