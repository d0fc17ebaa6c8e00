using Ioc.Host;
using Ioc.Host.Proving.Access;
using Ioc.Host.Terminals;

namespace Ioc.EndToEnd.Tests;

/// <summary>What <c>ioc prove access</c> tries, with fewer guesses.</summary>
public sealed class AccessProofTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Nobody_gets_what_they_may_not_and_everybody_what_they_may()
    {
        var (result, errors) = (new StringWriter(), new StringWriter());
        var terminal = new Terminal(TextReader.Null, result, errors, TimeProvider.System);
        var exit = await AccessChecks.RunAsync(terminal, new HashSet<string>(), guesses: 100, TestContext.Current.CancellationToken);
        output.WriteLine(result.ToString());
        Assert.True(exit == ExitCode.Ok, errors.ToString());
        Assert.Matches(@"^tried=\d{3,} allowed_wrongly=0 denied_wrongly=0 tampering_missed=0 ", result.ToString());
    }
}
