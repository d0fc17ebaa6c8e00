using System.CommandLine;

namespace Ioc.Host.Calling;

/// <summary>The global options that say which server a command talks to, and as whom.</summary>
internal sealed class ConnectionOptions
{
    public Option<string> Data { get; } = new("--data")
    {
        Description = "Where the server keeps everything; a client finds address and administrator's token there. Environment: IOC_DATA",
        HelpName = "DIR",
        Recursive = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("IOC_DATA") is { Length: > 0 } directory ? directory : "data",
    };

    public Option<string?> Url { get; } = new("--url")
    {
        Description = "Address of the server, instead of the one in DIR/server.url. Environment: IOC_URL",
        HelpName = "URL",
        Recursive = true,
    };

    public Option<string?> Token { get; } = new("--token")
    {
        Description = "Token to sign in with, instead of the one in DIR/admin.token. Environment: IOC_TOKEN (a command line is visible to others)",
        HelpName = "TOKEN",
        Recursive = true,
    };

    public DataDirectory Directory(ParseResult parsed) => new(parsed.GetValue(Data)!);

    /// <summary>A client for the server that is meant, or what is missing.</summary>
    public ServerApi? TryConnect(ParseResult parsed, out string problem)
    {
        var directory = Directory(parsed);
        var url = parsed.GetValue(Url) ?? Environment.GetEnvironmentVariable("IOC_URL") ?? ServerAddress.TryRead(directory)?.Url;
        var token = parsed.GetValue(Token) ?? Environment.GetEnvironmentVariable("IOC_TOKEN") ?? directory.TryReadAdministratorToken();
        if (url is null)
        {
            problem = $"No running server is known: {directory.ServerAddressFile} does not exist. Start one with `ioc serve --data {directory.Path}`, or name it with --url.";
            return null;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            problem = $"'{url}' is not the address of a server; write for example http://127.0.0.1:8080.";
            return null;
        }

        if (token is null)
        {
            problem = $"No token: {directory.AdministratorTokenFile} can't be read. Name one with --token or IOC_TOKEN.";
            return null;
        }

        problem = "";
        return new ServerApi(address, token);
    }
}
