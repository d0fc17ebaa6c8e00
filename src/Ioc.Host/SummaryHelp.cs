using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Ioc.Host;

/// <summary>Help that lists each subcommand with the first paragraph of its description; the rest is for its own help.</summary>
internal sealed class SummaryHelp(HelpAction whole) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        foreach (var command in parseResult.CommandResult.Command.Subcommands)
        {
            command.Description = command.Description?.ReplaceLineEndings("\n").Split("\n\n", 2)[0];
        }

        return whole.Invoke(parseResult);
    }

    public static void Install(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new SummaryHelp((HelpAction)option.Action!);
        }
    }
}
