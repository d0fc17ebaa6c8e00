using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Ioc.Host.Calling;

namespace Ioc.Host.Tests.Serving;

public sealed class WireTypesTests
{
    [Fact]
    public async Task The_web_app_knows_the_wire_as_the_server_describes_it()
    {
        await using var running = await RunningServer.StartAsync();
        var directory = new DataDirectory(running.Data);
        using var http = new HttpClient { BaseAddress = new Uri(ServerAddress.TryRead(directory)!.Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", directory.TryReadAdministratorToken());
        var types = WireTypes.Write(JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!);
        var path = Path.GetFullPath("../../../src/Ioc.Dashboard/web/src/api/wire.ts", Here());
        if (Environment.GetEnvironmentVariable("IOC_WRITE_TYPES") == "1") await File.WriteAllTextAsync(path, types, TestContext.Current.CancellationToken);
        Assert.True(
            File.Exists(path) && await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) == types,
            $"{path} is old: IOC_WRITE_TYPES=1 dotnet test tests/Ioc.Host.Tests --filter WireTypes");
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
