using System.CommandLine;
using Ioc.Host.Proving.Access;
using Ioc.Host.Terminals;

namespace Ioc.Host.Proving;

/// <summary><c>ioc prove</c>: claims that anyone can check on their own machine.</summary>
internal static class ProveCommand
{
    /// <summary>A start takes about a second: this many are an hour.</summary>
    private const int KillsMax = 3_000;

    /// <summary>More guesses say nothing more.</summary>
    private const int GuessesMax = 1_000_000;

    public static Command Create(Terminal terminal)
    {
        var command = new Command("prove", "Proves what this version claims, on this machine.");
        command.Subcommands.Add(Durability(terminal));
        command.Subcommands.Add(Access(terminal));
        return command;
    }

    private static Command Access(Terminal terminal)
    {
        var guesses = new Option<int>("--guesses") { Description = $"Guesses at a password, 100 to {GuessesMax}", HelpName = "N", DefaultValueFactory = _ => 10_000 };
        var only = new Option<string[]>("--only")
        {
            Description = $"Only these: {string.Join(", ", AccessChecks.Names)} [default: all]", HelpName = "NAME", AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("access", """
            Starts a real server on free ports with temporary data and accounts of every role in two communes, and tries everything that each may not do.

            It touches no running server and no data directory. The last line is name=value; exit code 0 only when nothing went through that must not,
            nothing was refused that must not be, and no tampering was missed.
            """)
        {
            guesses, only,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var names = NamesIn(parsed.GetValue(only));
            var errors = Unknown("--only", names, AccessChecks.Names).ToList();
            if (parsed.GetValue(guesses) is < 100 or > GuessesMax)
                errors.Add($"--guesses is {parsed.GetValue(guesses)}: give a number from 100 to {GuessesMax}.");
            return errors.Count > 0
                ? terminal.Fail(string.Join(Environment.NewLine, errors), ExitCode.BadInput)
                : await AccessChecks.RunAsync(terminal, names, parsed.GetValue(guesses), cancellationToken);
        });
        return command;
    }

    private static Command Durability(Terminal terminal)
    {
        var seed = new Option<int>("--seed") { Description = "The same seed kills at the same counts", HelpName = "S", DefaultValueFactory = _ => 1 };
        var kills = new Option<int>("--kills") { Description = $"How often the server is killed, 1 to {KillsMax}", HelpName = "N", DefaultValueFactory = _ => 100 };
        var only = new Option<string[]>("--only")
        {
            Description = $"Only these faults: {string.Join(", ", Durabilities.Names)} [default: all]", HelpName = "NAME", AllowMultipleArgumentsPerToken = true,
        };
        var without = new Option<string[]>("--without") { Description = "Not these faults", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        var command = new Command("durability", """
            Starts real servers on free ports with temporary data, puts continuous QoS 1 load on them, makes things fail, and compares what was
            acknowledged with what is stored and with the alerts that it must have raised.

            It touches no running server and no data directory. What this machine can't do (a full disk needs root for a small tmpfs) is said in
            the last line as not_tried. That line is name=value; exit code 0 only when nothing was lost or doubled, every fault was named, and
            every fault was tried that --only or --without did not leave out.
            """)
        {
            seed, kills, only, without,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (names, not) = (NamesIn(parsed.GetValue(only)), NamesIn(parsed.GetValue(without)));
            var errors = Unknown("--only", names, Durabilities.Names).Concat(Unknown("--without", not, Durabilities.Names)).ToList();
            if (parsed.GetValue(kills) is < 1 or > KillsMax)
                errors.Add($"--kills is {parsed.GetValue(kills)}: give a number from 1 to {KillsMax}.");
            if (errors.Count > 0)
                return terminal.Fail(string.Join(Environment.NewLine, errors), ExitCode.BadInput);
            try
            {
                return await Durabilities.RunAsync(terminal, parsed.GetValue(seed), parsed.GetValue(kills), Wanted(names, not), cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return terminal.Fail("Stopped; nothing is proved.");
            }
        });
        return command;
    }

    private static HashSet<string> NamesIn(string[]? given) =>
        (given ?? []).SelectMany(name => name.Split(',', StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Unknown(string option, IEnumerable<string> names, IReadOnlyList<string> known) =>
        names.Except(known).Select(name => $"{option}: there is no '{name}'; there are {string.Join(", ", known)}.");

    private static HashSet<string> Wanted(HashSet<string> only, HashSet<string> without) =>
        Durabilities.Names.Where(name => (only.Count == 0 || only.Contains(name)) && !without.Contains(name)).ToHashSet(StringComparer.Ordinal);
}
