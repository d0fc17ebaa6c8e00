using Spectre.Console;

namespace Ioc.Host.Terminals;

/// <summary>Where a command reads and writes: results on <see cref="Out"/>, everything said to people on <see cref="Error"/>.</summary>
internal sealed class Terminal
{
    /// <summary>Null: stderr is a file or a pipe, so progress is plain lines.</summary>
    private readonly IAnsiConsole? _console;

    public Terminal(TextReader input, TextWriter output, TextWriter error, TimeProvider time, IAnsiConsole? console = null)
    {
        In = input;
        Out = output;
        Error = error;
        Time = time;
        _console = console;
    }

    public TextReader In { get; }

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    public TimeProvider Time { get; }

    public static Terminal OfThisProcess() => new(
        Console.In,
        Console.Out,
        Console.Error,
        TimeProvider.System,
        Console.IsErrorRedirected ? null : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }));

    public void Say(string line) => Error.WriteLine(line);

    public void Complain(string line) => Error.WriteLine(line);

    /// <summary>Says why it failed and answers the exit code, so that a command can return the call.</summary>
    public int Fail(string line, int exitCode = ExitCode.Failed)
    {
        Complain(line);
        return exitCode;
    }

    /// <summary>Runs long work under a progress bar, or under a plain line every few seconds where nobody could see a bar move.</summary>
    public async Task<T> WithProgressAsync<T>(string title, long total, Func<IProgressMark, Task<T>> work)
    {
        if (_console is null)
        {
            return await work(new PlainProgress(this, title, total));
        }

        return await _console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context => await work(new BarProgress(context.AddTask(Markup.Escape(title), maxValue: Math.Max(1, total)))));
    }
}
