namespace Ioc.EndToEnd.Tests.Screens;

/// <summary>One simulated province, and one at a time before it, for everybody who looks at screens.</summary>
public sealed class DemoProvince : IAsyncLifetime
{
    internal ChildServer Server { get; private set; } = null!;

    internal string Loudspeaker { get; private set; } = "";

    internal string Site { get; private set; } = "";

    internal string Unit { get; private set; } = "";

    internal string UnitName { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Server = await ChildServer.StartAsync("--demo", "--demo-devices", "400");
        await Server.UntilAsync("/api/v1/devices?health=ok&pageSize=1", answer => (int)answer["total"]! > 100);
        await Server.UntilAsync("/api/v1/alerts?open=true&pageSize=1", answer => (int)answer["total"]! > 1);
        Loudspeaker = (string)(await Server.GetAsync("/api/v1/devices?kind=loudspeaker&health=ok&pageSize=1"))["items"]![0]!["id"]!;
        Site = (string)(await Server.GetAsync("/api/v1/devices?kind=site&pageSize=1"))["items"]![0]!["id"]!;
        var unit = (await Server.GetAsync("/api/v1/units?level=commune&pageSize=1"))["items"]![0]!;
        (Unit, UnitName) = ((string)unit["code"]!, (string)unit["fullName"]!);
    }

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();
}
