namespace Ioc.Devices.Tests.Twins;

/// <summary>Tests of the whole process's memory: what others allocate meanwhile would be counted among theirs.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;
