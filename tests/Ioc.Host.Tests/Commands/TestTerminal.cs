using System.Globalization;
using Ioc.Host.Terminals;

namespace Ioc.Host.Tests.Commands;

/// <summary>A terminal whose every stream is text.</summary>
internal sealed class TestTerminal
{
    private readonly StringWriter _out = new(CultureInfo.InvariantCulture);
    private readonly StringWriter _error = new(CultureInfo.InvariantCulture);

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    /// <summary>Runs one command line as a process would.</summary>
    public static async Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments)
    {
        var terminal = new TestTerminal();
        var code = await terminal.RunAsync("", arguments, TestContext.Current.CancellationToken);
        return (code, terminal.Out, terminal.Error);
    }

    public Task<int> RunAsync(string input, string[] arguments, CancellationToken cancellationToken) =>
        IocCommand.RunAsync(arguments, new Terminal(new StringReader(input), _out, _error, TimeProvider.System), cancellationToken);
}
