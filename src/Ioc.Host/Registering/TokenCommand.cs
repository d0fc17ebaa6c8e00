using System.CommandLine;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Registering;

/// <summary><c>ioc token</c>: sign-in for other systems.</summary>
internal static class TokenCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection) => new("token", "Makes tokens with which other systems call the API.")
    {
        CreateToken(terminal, connection),
    };

    private static Command CreateToken(Terminal terminal, ConnectionOptions connection)
    {
        var user = new Option<string>("--user") { Description = "The account it acts as, with that account's role", HelpName = "NAME", Required = true };
        var label = new Option<string>("--label") { Description = "What it is for, for people", HelpName = "TEXT", DefaultValueFactory = _ => "command line" };
        var command = new Command("create", "Makes a token for a user and prints it: the only line on stdout, and the only time it is seen.") { user, label };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = connection.TryConnect(parsed, out var problem);
            if (api is null)
            {
                return terminal.Fail(problem);
            }

            var path = $"/api/v1/users/{Uri.EscapeDataString(parsed.GetValue(user)!)}/tokens";
            var made = await api.PostAsync(path, new { label = parsed.GetValue(label) }, cancellationToken);
            if (!made.Succeeded)
            {
                return terminal.Fail(made.Problem!, made.Status == 400 ? ExitCode.BadInput : ExitCode.Failed);
            }

            terminal.Out.WriteLine((string?)made.Value!["token"]);
            return ExitCode.Ok;
        });
        return command;
    }
}
