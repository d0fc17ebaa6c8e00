namespace Ioc.Gateway.Tests;

/// <summary>How long a test waits for an event that must come: long, because it is never waited out when all is well.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
}
