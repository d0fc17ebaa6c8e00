namespace Ioc.Host.Proving.Access;

/// <summary>One kind of trespass. A new one is a class and a line in <see cref="AccessChecks"/>.</summary>
internal interface IAccessCheck
{
    /// <summary>As in <c>--only</c>.</summary>
    string Name { get; }

    /// <summary>What is tried, for people.</summary>
    string What { get; }

    Task RunAsync(AccessProof proof);
}
