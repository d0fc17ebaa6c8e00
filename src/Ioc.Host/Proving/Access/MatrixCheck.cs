using System.Net;

namespace Ioc.Host.Proving.Access;

/// <summary>Every role of either commune on what is the other's, and on its own; and strangers on both.</summary>
internal sealed class MatrixCheck : IAccessCheck
{
    public string Name => "matrix";

    public string What => "every role on the other commune's devices, alerts, series, exports, broadcasts, credentials and people, and on its own";

    public async Task RunAsync(AccessProof proof)
    {
        foreach (var role in AccessProof.Roles)
        {
            await TryRoleAsync(proof, role, AccessProof.Here, AccessProof.There);
            await TryRoleAsync(proof, role, AccessProof.There, AccessProof.Here);
        }

        using var stranger = proof.Stranger();
        foreach (var call in Trespass.All)
            proof.Tally.Refused(await SendAsync(proof, stranger, call, AccessProof.Here) == HttpStatusCode.Unauthorized, $"nobody: {call.Method} {call.Path}");
    }

    private static async Task TryRoleAsync(AccessProof proof, string role, string own, string others)
    {
        var user = AccessProof.User(role, own);
        using var client = proof.As(user);
        foreach (var call in Trespass.All)
        {
            var there = await SendAsync(proof, client, call, others);
            proof.Tally.Refused(IsRefusal(there), $"{user}: {call.Method} {call.Path} of {others} ({(int)there})");
            var may = call.Roles.Split(' ').Contains(role);
            if (may && !call.Repeats)
                continue;
            var here = await SendAsync(proof, client, call, own);
            if (may)
                proof.Tally.Allowed((int)here < 300, $"{user}: {call.Method} {call.Path} of its own {own} ({(int)here})");
            else
                proof.Tally.Refused(IsRefusal(here), $"{user}: {call.Method} {call.Path} of its own {own} ({(int)here})");
        }

        foreach (var list in Trespass.Lists)
        {
            var text = await client.GetStringAsync(list);
            string[] marks = ["\"ls-" + AccessProof.Letter(others), "\"bc-" + AccessProof.Letter(others), proof.Alerts[others], $"\"{others}\"", "." + AccessProof.Letter(others) + "\""];
            proof.Tally.Refused(!marks.Any(mark => text.Contains(mark, StringComparison.Ordinal)), $"{user}: {list} shows what is in {others}");
        }
    }

    private static bool IsRefusal(HttpStatusCode status) => (int)status is 400 or 401 or 403 or 404 or 422;

    private static async Task<HttpStatusCode> SendAsync(AccessProof proof, HttpClient client, Trespass call, string commune)
    {
        string Fill(string text) => text.Replace("{x}", AccessProof.Letter(commune), StringComparison.Ordinal)
            .Replace("{unit}", commune, StringComparison.Ordinal).Replace("{alert}", proof.Alerts[commune], StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new HttpMethod(call.Method), Fill(call.Path)) { Content = call.Body is null ? null : AccessProof.Json(Fill(call.Body)) };
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
