using Ioc.EndToEnd.Tests.Screens;
using Xunit.Sdk;
using Xunit.v3;

// One more than there are cores: those that kill and break stores mostly wait for them.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
[assembly: TestCollectionOrderer(typeof(Ioc.EndToEnd.Tests.LongestFirst))]

namespace Ioc.EndToEnd.Tests;

/// <summary>Those who share the simulated province look at it one after the other, half of the whole run: begun late, they would end alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <summary>Each takes most of a minute or more.</summary>
    private static readonly string[] Long = [nameof(CrashTests), nameof(RareFaultTests), nameof(StoreFaultTests), nameof(AccessProofTests), nameof(DemoProvinceGroup)];

    // xUnit.net begins parallel collections with the last one; were it the other way round, only time would be lost.
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Array.FindIndex(Long, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)))];
}
