using System.CommandLine;
using System.Net.Sockets;
using System.Net.WebSockets;
using Ioc.Host.Benchmarks.Mqtt;
using Ioc.Host.Terminals;

namespace Ioc.Host.Benchmarks.Dashboard;

/// <summary><c>ioc bench dashboard</c>.</summary>
internal static class DashboardBenchCommand
{
    public static Command Create(Terminal terminal)
    {
        var arguments = new DashboardArguments();
        var command = new Command("dashboard", """
            Measures what an operator's browser and the server behind it do while a large province changes.

            It starts a server of its own on loopback and a temporary directory, registers a made-up province, lets its devices change over
            real MQTT connections and looks at the overview in a real, headless Chromium. That draws in software, where a desk has a
            graphics processor: frames are a lower bound. Takes some minutes. The last line is name=value for scripts.
            """);
        arguments.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = arguments.Read(parsed);
            if (options.Errors() is { Count: > 0 } errors)
                return terminal.Fail(string.Join(Environment.NewLine, errors), ExitCode.BadInput);
            if (Chromium.Find(options.Chromium) is not { } browser)
                return terminal.Fail("No Chromium is installed here (on Debian: apt-get install chromium); name another with --chromium FILE.");
            try
            {
                FigureTable.Print(await new DashboardBenchmark(options, browser, terminal.Say, terminal.Time).RunAsync(cancellationToken), terminal.Out);
                return ExitCode.Ok;
            }
            catch (Exception fault) when (fault is IOException or SocketException or HttpRequestException or WebSocketException or TimeoutException or InvalidOperationException)
            {
                return terminal.Fail($"The measurement ended early: {fault.Message}");
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return terminal.Fail("Stopped; nothing is measured.");
            }
        });
        return command;
    }
}
