namespace Ioc.Dashboard.Access;

/// <summary>The name in the access table of endpoints that have no name of their own, such as the hub's.</summary>
internal sealed record OperationName(string Name);
