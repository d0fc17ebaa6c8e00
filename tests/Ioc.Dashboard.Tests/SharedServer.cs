namespace Ioc.Dashboard.Tests;

/// <summary>One server for the tests of a class that only ask: starting one takes longer than most of what is asked.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    internal DashboardServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await DashboardServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
