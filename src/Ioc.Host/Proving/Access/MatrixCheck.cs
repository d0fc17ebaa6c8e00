using System.Net;

namespace Ioc.Host.Proving.Access;

/// <summary>Every role of either commune, of a group and of the whole on what is the others', and on its own; strangers on all of it; and that no operation is left out.</summary>
internal sealed class MatrixCheck : IAccessCheck
{
    public string Name => "matrix";

    public string What => "every operation by every role: on the other commune's things, on its own, from a group, over the whole province, and by nobody";

    public async Task RunAsync(AccessProof proof)
    {
        await EveryOperationAsync(proof);
        foreach (var role in AccessProof.Roles)
        {
            await TryRoleAsync(proof, role, AccessProof.Here, AccessProof.There);
            await TryRoleAsync(proof, role, AccessProof.There, AccessProof.Here);
            await TryGroupAsync(proof, role);
            await TryWholeAsync(proof, role);
        }

        using var stranger = proof.Stranger();
        foreach (var call in Trespass.All)
            proof.Tally.Refused(await SendAsync(proof, stranger, call, AccessProof.Here) == HttpStatusCode.Unauthorized, $"nobody: {call.Method} {call.Path}");
        foreach (var (method, path) in AccessLists.Own.Select(call => (call.Method, call.Path)).Concat(AccessLists.Filtered.Select(list => ("GET", list.Path))))
            proof.Tally.Refused(await StatusAsync(proof, stranger, method, path, method == "GET" ? null : "{}") == HttpStatusCode.Unauthorized, $"nobody: {method} {path}");
        await OnceAsync(proof);
    }

    /// <summary>By the server's own description: what is new there is tried here, or the proof fails.</summary>
    private static async Task EveryOperationAsync(AccessProof proof)
    {
        var described = (await proof.Server.GetAsync("/openapi/v1.json"))["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject()).Select(call => (string?)call.Value!["operationId"]).OfType<string>().ToHashSet(StringComparer.Ordinal);
        proof.Tally.Allowed(described.Count > 80, $"only {described.Count} operations are described");
        foreach (var operation in described)
            proof.Tally.Refused(AccessLists.Operations.Contains(operation), $"{operation}, which nobody tries to misuse: give it a line in Trespass or AccessLists");
        foreach (var operation in AccessLists.Operations)
            proof.Tally.Allowed(described.Contains(operation), $"{operation}, which is not there");
    }

    private static async Task TryRoleAsync(AccessProof proof, string role, string own, string others)
    {
        var user = AccessProof.User(role, own);
        using var client = proof.As(user);
        foreach (var call in Trespass.All)
        {
            await TryAsync(proof, client, user, call, others, may: false);
            await TryAsync(proof, client, user, call, own, call.Roles.Split(' ').Contains(role));
        }

        foreach (var (_, path, roles) in AccessLists.Filtered)
        {
            using var answer = await client.GetAsync(path);
            if (!roles.Split(' ').Contains(role))
            {
                proof.Tally.Refused(answer.StatusCode == HttpStatusCode.Forbidden, $"{user}: {path}");
                continue;
            }

            var text = await answer.Content.ReadAsStringAsync();
            var letter = AccessProof.Letter(others);
            string[] marks = [.. AccessProof.Prefixes.Select(prefix => $"\"{prefix}-{letter}"), proof.Alerts[others], $"\"{others}\"", $".{letter}\""];
            proof.Tally.Allowed(answer.IsSuccessStatusCode, $"{user}: {path}");
            proof.Tally.Refused(!marks.Any(mark => text.Contains(mark, StringComparison.Ordinal)), $"{user}: {path} shows what is in {others}");
        }
    }

    /// <summary>The group has one device, in one commune: nothing of the other, and of its own commune no other device.</summary>
    private static async Task TryGroupAsync(AccessProof proof, string role)
    {
        var user = AccessProof.User(role, AccessProof.Group);
        using var client = proof.As(user);
        proof.Tally.Allowed(await StatusAsync(proof, client, "GET", "/api/v1/devices/gr-a", null) == HttpStatusCode.OK, $"{user}: the group's device");
        foreach (var call in Trespass.All)
        {
            await TryAsync(proof, client, user, call, AccessProof.There, may: false);
            if (call.IsOfDevice)
                await TryAsync(proof, client, user, call, AccessProof.Here, may: false);
        }
    }

    private static async Task TryWholeAsync(AccessProof proof, string role)
    {
        var user = AccessProof.User(role, "");
        using var client = proof.As(user);
        foreach (var commune in (string[])[AccessProof.Here, AccessProof.There])
        {
            foreach (var call in Trespass.All)
                await TryAsync(proof, client, user, call, commune, call.Whole.Split(' ').Contains(role));
        }
    }

    /// <summary>Last, because afterwards it is gone: what could be done only once, by somebody who may.</summary>
    private static async Task OnceAsync(AccessProof proof)
    {
        foreach (var call in Trespass.All.Where(call => call.Once))
        {
            var user = AccessProof.User("administrator", call.Roles.Length > 0 ? AccessProof.Here : "");
            using var client = proof.As(user);
            var status = await SendAsync(proof, client, call, AccessProof.Here);
            proof.Tally.Allowed((int)status < 300, $"{user}: {call.Method} {call.Path} ({(int)status})");
        }
    }

    private static async Task TryAsync(AccessProof proof, HttpClient client, string user, Trespass call, string commune, bool may)
    {
        if (may && call.Once)
            return;
        var status = await SendAsync(proof, client, call, commune);
        var what = $"{user}: {call.Method} {call.Path} of {commune} ({(int)status})";
        if (may)
            proof.Tally.Allowed((int)status < 300, what);
        else
            proof.Tally.Refused((int)status is 401 or 403 or 404 || (int)status == call.Unknown, what);
    }

    private static Task<HttpStatusCode> SendAsync(AccessProof proof, HttpClient client, Trespass call, string commune)
    {
        return StatusAsync(proof, client, call.Method, Fill(call.Path), call.Body is null ? null : Fill(call.Body));

        string Fill(string text) => proof.Things[commune].Aggregate(text, (filled, mark) => filled.Replace(mark.Key, mark.Value, StringComparison.Ordinal));
    }

    /// <summary>Again after a pause where it is too much at once, as it is for one address that is everybody here.</summary>
    private static async Task<HttpStatusCode> StatusAsync(AccessProof proof, HttpClient client, string method, string path, string? body)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromSeconds(1), proof.Time);
        while (true)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : AccessProof.Json(body) };
            using var response = await client.SendAsync(request);
            if (response.StatusCode != HttpStatusCode.TooManyRequests)
                return response.StatusCode;
            await pause.WaitForNextTickAsync();
        }
    }
}
