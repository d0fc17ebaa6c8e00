using Ioc.Host.Serving;
using Ioc.Host.Tests.Commands;

namespace Ioc.Host.Tests.Serving;

/// <summary>A server in this process on free ports and a directory of its own, and command lines that are meant for it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly TempDirectory _temp = new();
    private Server? _server;
    private Func<ServeOptions, ServeOptions> _change = options => options;

    public Server Server => _server!;

    public string Data => _temp.In("data");

    public static async Task<RunningServer> StartAsync(Func<ServeOptions, ServeOptions>? change = null)
    {
        var running = new RunningServer { _change = change ?? (options => options) };
        await running.StartAgainAsync();
        return running;
    }

    public ServeOptions Options => new()
    {
        DataDirectory = Data,
        Port = 0,
        MqttPort = 0,
        // Hashing as it is in production would be most of the tests' time.
        PasswordRounds = 1_000,
        SpeechProgram = "",
    };

    public async Task StartAgainAsync()
    {
        var (server, problem) = await Server.StartAsync(_change(Options), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.True(server is not null, problem);
        _server = server;
    }

    public async Task StopAsync()
    {
        await Server.DisposeAsync();
        _server = null;
    }

    /// <summary>Runs `ioc …` against this server.</summary>
    public Task<(int Code, string Out, string Error)> IocAsync(string line) => TestTerminal.RunAsync([.. line.Split(' '), "--data", Data]);

    /// <summary>Runs it and expects that it works.</summary>
    public async Task<string> DoneAsync(string line)
    {
        var (code, text, error) = await IocAsync(line);
        Assert.True(code == 0, $"ioc {line}: exit code {code}\n{error}");
        return text;
    }

    public async Task<string> FileAsync(string name, string text)
    {
        await File.WriteAllTextAsync(_temp.In(name), text);
        return _temp.In(name);
    }

    /// <summary>One province, one commune, one hamlet.</summary>
    public async Task ImportUnitsAsync()
    {
        await DoneAsync("import units " + await FileAsync("units.csv", "code,name,full_name,level,province_code\n00001,Đồi Gió,Xã Đồi Gió,commune,99\n99,Sông Mơ,Tỉnh Sông Mơ,province,\n"));
        await DoneAsync("import hamlets " + await FileAsync("hamlets.csv", "code,name,unit_code,latitude,longitude,population,has_grid_power\n00001-01,Bản Khe Trăng,00001,19.8,105.6,340,true\n"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _temp.Dispose();
    }
}
