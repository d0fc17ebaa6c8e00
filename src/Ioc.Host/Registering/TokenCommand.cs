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
        List(terminal, connection),
        Revoke(terminal, connection),
    };

    private static Command CreateToken(Terminal terminal, ConnectionOptions connection)
    {
        var user = new Option<string>("--user") { Description = "The account it acts as, with that account's role", HelpName = "NAME", Required = true };
        var label = new Option<string>("--label") { Description = "What it is for, for people", HelpName = "TEXT", DefaultValueFactory = _ => "command line" };
        var permissions = new Option<string[]>("--may")
        {
            Description = "What it may do at most, as `ioc token create --may see,exportData`; otherwise all its account may", HelpName = "PERMISSION", AllowMultipleArgumentsPerToken = true,
        };
        var days = new Option<int?>("--days") { Description = "Days until it expires; otherwise it works until it is revoked", HelpName = "N" };
        var command = new Command("create", "Makes a token for a user and prints it: the only line on stdout, and the only time it is seen.") { user, label, permissions, days };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = connection.TryConnect(parsed, out var problem);
            if (api is null)
            {
                return terminal.Fail(problem);
            }

            var path = $"/api/v1/users/{Uri.EscapeDataString(parsed.GetValue(user)!)}/tokens";
            var made = await api.PostAsync(path, new { label = parsed.GetValue(label), permissions = Words(parsed.GetValue(permissions)), expiresInDays = parsed.GetValue(days) }, cancellationToken);
            if (!made.Succeeded)
            {
                return terminal.Fail(made.Problem!, made.Status == 400 ? ExitCode.BadInput : ExitCode.Failed);
            }

            terminal.Out.WriteLine((string?)made.Value!["token"]);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command List(Terminal terminal, ConnectionOptions connection)
    {
        var user = new Option<string>("--user") { Description = "The account", HelpName = "NAME", Required = true };
        var command = new Command("list", "Lists an account's tokens: id, label, until when, last use.") { user };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = connection.TryConnect(parsed, out var problem);
            if (api is null)
            {
                return terminal.Fail(problem);
            }

            var found = await api.GetAsync<UserDetailAnswer>($"/api/v1/users/{Uri.EscapeDataString(parsed.GetValue(user)!)}", cancellationToken);
            if (!found.Succeeded)
            {
                return terminal.Fail(found.Problem!);
            }

            foreach (var token in found.Value!.Tokens)
            {
                terminal.Out.WriteLine($"{token.Id}\t{token.Label}\t{token.ExpiresAt?.ToString("O") ?? "until revoked"}\t{token.LastUsedAt?.ToString("O") ?? "never used"}");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Revoke(Terminal terminal, ConnectionOptions connection)
    {
        var id = new Argument<string>("ID") { Description = "As `ioc token list` names it" };
        var user = new Option<string>("--user") { Description = "The account it acts as", HelpName = "NAME", Required = true };
        var command = new Command("revoke", "Revokes a token; its open connections end at once.") { id, user };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = connection.TryConnect(parsed, out var problem);
            if (api is null)
            {
                return terminal.Fail(problem);
            }

            var path = $"/api/v1/users/{Uri.EscapeDataString(parsed.GetValue(user)!)}/tokens/{Uri.EscapeDataString(parsed.GetValue(id)!)}";
            var gone = await api.DeleteAsync(path, cancellationToken);
            return gone.Succeeded ? ExitCode.Ok : terminal.Fail(gone.Problem!);
        });
        return command;
    }

    /// <summary>Null where nothing was named; commas part as well as spaces.</summary>
    private static string[]? Words(string[]? given) => given is { Length: > 0 } ? [.. given.SelectMany(words => words.Split(',', StringSplitOptions.RemoveEmptyEntries))] : null;
}
