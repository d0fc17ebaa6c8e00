using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ioc.Host.Proving.Access;

/// <summary>Names and filters that want to be paths, SQL or log lines.</summary>
internal sealed class InjectionCheck : IAccessCheck
{
    private static readonly string[] Traversals =
    [
        "/../admin.token", "/%2e%2e/admin.token", "/..%2fadmin.token", "/media/../admin.token", "/media/..%2fadmin.token", "/media/%2e%2e%2fadmin.token", "/media/..%5cadmin.token",
        "/media/....//admin.token", "/media/%252e%252e%252fadmin.token", "/assets/../../admin.token", "/assets/..%2f..%2fadmin.token", "/media/%00", "/media/admin.token", "/openapi/..%2f..%2fadmin.token.json",
        "/media//etc/passwd", "/..;/admin.token", "/.git/config", "/operations.db", "/media/operations.db",
    ];

    private static readonly string[] Statements = ["' OR 1=1 --", "\"; DROP TABLE accounts; --", "x') OR ('1'='1", "%' UNION SELECT password FROM accounts --"];

    public string Name => "injection";

    public string What => "path traversal in every file name, SQL in every filter, line breaks in the log";

    public async Task RunAsync(AccessProof proof)
    {
        using var client = proof.As(AccessProof.User("viewer", AccessProof.Here));
        foreach (var path in Traversals)
        {
            var answer = await RawAsync(proof.Server.Url, path);
            proof.Tally.Refused(!answer.Contains(proof.Server.Token, StringComparison.Ordinal) && !answer.Contains("root:", StringComparison.Ordinal) && !answer.Contains("SQLite format", StringComparison.Ordinal), $"GET {path}");
        }

        foreach (var statement in Statements)
        {
            var text = Uri.EscapeDataString(statement);
            foreach (var path in (string[])[$"/api/v1/devices?q={text}", $"/api/v1/devices?unit={text}", $"/api/v1/alerts?device={text}", $"/api/v1/alerts?cursor={text}", $"/api/v1/units?q={text}", $"/api/v1/series?device={text}&metric={text}", $"/api/v1/broadcasts?cursor={text}", $"/api/v1/alerts/{text}"])
            {
                using var answer = await client.GetAsync(path);
                var body = await answer.Content.ReadAsStringAsync();
                proof.Tally.Refused((int)answer.StatusCode < 500 && !body.Contains("pbkdf2", StringComparison.Ordinal) && !body.Contains("\"ls-", StringComparison.Ordinal), $"GET {path}");
            }

            proof.Tally.Refused((await proof.SignInAsync(statement, statement)).Status is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests, $"sign-in as {statement}");
        }

        await proof.SignInAsync("x\n2026-01-01T00:00:00+00:00 crit: forged", "x\r\nforged");
        proof.Tally.Refused(!proof.Server.Output.Split('\n').Any(line => line.StartsWith("2026-01-01T00:00:00", StringComparison.Ordinal)), "a forged line in the log");
    }

    /// <summary>As typed: a client would tidy the path before it is sent.</summary>
    private static async Task<string> RawAsync(Uri server, string path)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Host, server.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}
