using System.CommandLine;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Registering;

/// <summary><c>ioc user</c>: people who may sign in.</summary>
internal static class UserCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection) => new("user", "Adds people, and changes passwords.")
    {
        Add(terminal, connection),
        Password(terminal, connection),
    };

    private static Command Add(Terminal terminal, ConnectionOptions connection)
    {
        var name = new Argument<string>("NAME") { Description = "What the person signs in with: 1 to 64 of A-Z a-z 0-9 . _ -" };
        var role = new Option<string>("--role") { Description = "viewer, operator or administrator", HelpName = "ROLE", DefaultValueFactory = _ => "operator" };
        role.AcceptOnlyFromAmong("viewer", "operator", "administrator");
        var typed = PasswordFromInput();
        var command = new Command("add", "Adds a person and prints the generated password, once.") { name, role, typed };
        command.SetAction((parsed, cancellationToken) => PutAsync(
            terminal, connection, parsed, parsed.GetValue(name)!, parsed.GetValue(role), parsed.GetValue(typed), mayExist: false, cancellationToken));
        return command;
    }

    private static Command Password(Terminal terminal, ConnectionOptions connection)
    {
        var name = new Argument<string>("NAME") { Description = "The person" };
        var typed = PasswordFromInput();
        var command = new Command("password", "Sets a new password and prints it, once; the role stays.") { name, typed };
        command.SetAction((parsed, cancellationToken) => PutAsync(
            terminal, connection, parsed, parsed.GetValue(name)!, role: null, parsed.GetValue(typed), mayExist: true, cancellationToken));
        return command;
    }

    private static Option<bool> PasswordFromInput() => new("--password-stdin")
    {
        Description = "Read the password from the first line of stdin instead of generating one; nothing is printed then",
    };

    private static async Task<int> PutAsync(
        Terminal terminal, ConnectionOptions connection, ParseResult parsed, string name, string? role, bool fromInput, bool mayExist, CancellationToken cancellationToken)
    {
        using var api = connection.TryConnect(parsed, out var problem);
        if (api is null)
        {
            return terminal.Fail(problem);
        }

        var password = fromInput ? await terminal.In.ReadLineAsync(cancellationToken) : GeneratedPassword.New();
        if (string.IsNullOrEmpty(password))
        {
            return terminal.Fail("stdin has no password in its first line.", ExitCode.BadInput);
        }

        var path = "/api/v1/users/" + Uri.EscapeDataString(name);
        var answer = mayExist
            ? await api.PutAsync(path + "/password", new { password }, cancellationToken)
            : await api.PutAsync(path, new { password, role }, cancellationToken);
        if (!answer.Succeeded)
        {
            return terminal.Fail(answer.Problem!, answer.Status == 400 ? ExitCode.BadInput : ExitCode.Failed);
        }

        if (!fromInput)
        {
            terminal.Out.WriteLine(password);
        }

        return ExitCode.Ok;
    }
}
