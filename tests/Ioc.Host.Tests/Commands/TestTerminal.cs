using System.Globalization;
using Ioc.Host.Terminals;

namespace Ioc.Host.Tests.Commands;

/// <summary>Runs one command line as a process would, with every stream as text.</summary>
internal static class TestTerminal
{
    public static Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) => RunWithInputAsync("", arguments);

    public static async Task<(int Code, string Out, string Error)> RunWithInputAsync(string input, params string[] arguments)
    {
        await using var output = new StringWriter(CultureInfo.InvariantCulture);
        await using var error = new StringWriter(CultureInfo.InvariantCulture);
        using var stdin = new StringReader(input);
        var code = await IocCommand.RunAsync(arguments, new Terminal(stdin, output, error, TimeProvider.System), TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
