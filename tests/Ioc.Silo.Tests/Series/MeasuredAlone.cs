namespace Ioc.Silo.Tests.Series;

/// <summary>Tests that print times run while no other does.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;
