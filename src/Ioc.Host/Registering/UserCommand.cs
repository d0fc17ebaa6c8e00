using System.CommandLine;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Registering;

/// <summary><c>ioc user</c>: people who may sign in.</summary>
internal static class UserCommand
{
    private const string GrantHelp = "A role where it holds: operator (the whole centre), operator@99001 (a unit and all below it), editor@group:NAME";

    public static Command Create(Terminal terminal, ConnectionOptions connection) => new("user", "Adds people, gives them roles, changes passwords.")
    {
        Add(terminal, connection),
        List(terminal, connection),
        Grant(terminal, connection),
        Password(terminal, connection),
        Switch(terminal, connection, "disable", "Shuts an account: its sessions, tokens and connections end at once.", disabled: true),
        Switch(terminal, connection, "enable", "Opens a shut account again.", disabled: false),
        Remove(terminal, connection),
    };

    private static Command Add(Terminal terminal, ConnectionOptions connection)
    {
        var name = Name("What the person signs in with: 1 to 64 of a-z 0-9 . _ - @");
        var role = new Option<string[]>("--role") { Description = GrantHelp + "; repeatable", HelpName = "ROLE[@PLACE]", DefaultValueFactory = _ => ["operator"] };
        role.Validators.Add(result =>
        {
            foreach (var text in result.GetValueOrDefault<string[]>() ?? [])
            {
                if (GrantText.TryParse(text) is not { } grant || !GrantText.Roles.Contains(grant.Role))
                {
                    result.AddError($"--role {text}: use one of {string.Join(", ", GrantText.Roles)}, alone or as ROLE@UNIT or ROLE@group:NAME.");
                }
            }
        });
        var fullName = new Option<string?>("--full-name") { Description = "The person's name", HelpName = "NAME" };
        var system = new Option<bool>("--system") { Description = "A system: no password, tokens only" };
        var typed = PasswordFromInput();
        var command = new Command("add", "Adds a person and prints the generated password, once; its owner must choose another at the first sign-in.")
        {
            name, role, fullName, system, typed,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var grants = parsed.GetValue(role)!.Select(text => GrantText.TryParse(text)!).ToArray();
            object Body(string? password, bool generated) => new
            {
                password, grants, fullName = parsed.GetValue(fullName), mustChange = generated, system = parsed.GetValue(system),
            };
            return PutAsync(terminal, connection, parsed, parsed.GetValue(name)!, "", Body, parsed.GetValue(typed), withoutPassword: parsed.GetValue(system), cancellationToken);
        });
        return command;
    }

    private static Command Password(Terminal terminal, ConnectionOptions connection)
    {
        var name = Name("The person");
        var typed = PasswordFromInput();
        var command = new Command("password", "Sets a new password and prints it, once; the roles stay, sessions end, and its owner must choose another.") { name, typed };
        command.SetAction((parsed, cancellationToken) => PutAsync(
            terminal, connection, parsed, parsed.GetValue(name)!, "/password", (password, generated) => new { password, mustChange = generated }, parsed.GetValue(typed),
            withoutPassword: false, cancellationToken));
        return command;
    }

    private static Command List(Terminal terminal, ConnectionOptions connection)
    {
        var command = new Command("list", "Lists accounts: name, roles, second factor, last sign-in.");
        command.SetAction((parsed, cancellationToken) => AskAsync(terminal, connection, parsed, async api =>
        {
            var all = await api.GetAllAsync<UserAnswer>("/api/v1/users", null, cancellationToken);
            foreach (var user in all.Value ?? [])
            {
                terminal.Out.WriteLine(string.Join(
                    '\t', user.UserName, string.Join(' ', user.Grants), user.SecondFactor ? "second factor" : "no second factor",
                    user.Disabled ? "shut" : user.LastSignInAt?.ToString("O") ?? "never signed in"));
            }

            return (all.Succeeded, all.Problem);
        }));
        return command;
    }

    private static Command Grant(Terminal terminal, ConnectionOptions connection)
    {
        var name = Name("The person or system");
        var roles = new Argument<string[]>("ROLE[@PLACE]") { Description = GrantHelp, Arity = ArgumentArity.OneOrMore };
        var command = new Command("grant", "Sets somebody's roles, all of them.") { name, roles };
        command.SetAction((parsed, cancellationToken) => AskAsync(terminal, connection, parsed, async api =>
        {
            var grants = parsed.GetValue(roles)!.Select(text => GrantText.TryParse(text) ?? new GrantAnswer(text, null, null)).ToArray();
            var answer = await api.PutAsync(Path(parsed.GetValue(name)!) + "/grants", new { grants }, cancellationToken);
            return (answer.Succeeded, answer.Problem);
        }));
        return command;
    }

    private static Command Switch(Terminal terminal, ConnectionOptions connection, string verb, string description, bool disabled)
    {
        var name = Name("The person or system");
        var command = new Command(verb, description) { name };
        command.SetAction((parsed, cancellationToken) => AskAsync(terminal, connection, parsed, async api =>
        {
            var answer = await api.PutAsync(Path(parsed.GetValue(name)!) + "/disabled", new { disabled }, cancellationToken);
            return (answer.Succeeded, answer.Problem);
        }));
        return command;
    }

    private static Command Remove(Terminal terminal, ConnectionOptions connection)
    {
        var name = Name("The person or system");
        var command = new Command("remove", "Erases an account and everything kept of it but the audit.") { name };
        command.SetAction((parsed, cancellationToken) => AskAsync(terminal, connection, parsed, async api =>
        {
            var answer = await api.DeleteAsync(Path(parsed.GetValue(name)!), cancellationToken);
            return (answer.Succeeded, answer.Problem);
        }));
        return command;
    }

    private static Argument<string> Name(string description) => new("NAME") { Description = description };

    private static string Path(string name) => "/api/v1/users/" + Uri.EscapeDataString(name);

    private static Option<bool> PasswordFromInput() => new("--password-stdin")
    {
        Description = "Read the password from the first line of stdin instead of generating one; nothing is printed then, and it may be kept",
    };

    private static async Task<int> AskAsync(
        Terminal terminal, ConnectionOptions connection, ParseResult parsed, Func<ServerApi, Task<(bool Succeeded, string? Problem)>> ask)
    {
        using var api = connection.TryConnect(parsed, out var problem);
        if (api is null)
        {
            return terminal.Fail(problem);
        }

        var (succeeded, refusal) = await ask(api);
        return succeeded ? ExitCode.Ok : terminal.Fail(refusal!);
    }

    private static async Task<int> PutAsync(
        Terminal terminal, ConnectionOptions connection, ParseResult parsed, string name, string what, Func<string?, bool, object> body, bool fromInput, bool withoutPassword,
        CancellationToken cancellationToken)
    {
        using var api = connection.TryConnect(parsed, out var problem);
        if (api is null)
        {
            return terminal.Fail(problem);
        }

        var password = withoutPassword ? null : fromInput ? await terminal.In.ReadLineAsync(cancellationToken) : GeneratedPassword.New();
        if (!withoutPassword && string.IsNullOrEmpty(password))
        {
            return terminal.Fail("stdin has no password in its first line.", ExitCode.BadInput);
        }

        var answer = await api.PutAsync(Path(name) + what, body(password, !fromInput && !withoutPassword), cancellationToken);
        if (!answer.Succeeded)
        {
            return terminal.Fail(answer.Problem!, answer.Status == 400 ? ExitCode.BadInput : ExitCode.Failed);
        }

        if (!fromInput && password is not null)
        {
            terminal.Out.WriteLine(password);
        }

        return ExitCode.Ok;
    }
}
