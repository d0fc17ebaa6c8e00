namespace Ioc.Host.Proving.Access;

/// <summary>The live hub: other units' scopes, and what comes unasked.</summary>
internal sealed class HubCheck : IAccessCheck
{
    /// <summary>Changes and heartbeats until the own commune's change must have come: some minutes of heartbeats.</summary>
    private const int MessagesMax = 60;

    public string Name => "hub";

    public string What => "other communes' scopes of the live hub, what its snapshots and changes show, methods that are not there, other origins";

    public async Task RunAsync(AccessProof proof)
    {
        await ScopesAsync(proof);
        await ChangesAsync(proof);
        await DoorsAsync(proof);
    }

    private static async Task ScopesAsync(AccessProof proof)
    {
        foreach (var role in AccessProof.Roles)
        {
            await using var line = await HubLine.TryConnectAsync(proof.Server.Url, proof.TokenOf(AccessProof.User(role, AccessProof.Here)));
            proof.Tally.Allowed(line is not null, $"{role} on the hub");
            if (line is null)
                continue;
            foreach (var foreign in (string[])["""{"unit":"00002"}""", """{"device":"ls-b"}""", """{"unit":"00002","device":"ls-b"}"""])
                proof.Tally.Refused(IsError(await line.InvokeAsync("Subscribe", foreign)), $"{role}: Subscribe({foreign})");
            foreach (var own in (string[])["{}", """{"unit":"00001"}""", """{"unit":"99"}""", """{"device":"ls-a"}"""])
            {
                var answer = await line.InvokeAsync("Subscribe", own);
                proof.Tally.Allowed(!IsError(answer), $"{role}: Subscribe({own})");
                proof.Tally.Refused(!ShowsThere(proof, answer), $"{role}: the snapshot of {own} shows the other commune");
            }

            proof.Tally.Refused(IsError(await line.InvokeAsync("Scope", "{}")) && IsError(await line.InvokeAsync("Dispose", "")), $"{role}: methods that are not there");
        }
    }

    /// <summary>Both communes change; the one that may be seen comes, and the other has not come before it.</summary>
    private static async Task ChangesAsync(AccessProof proof)
    {
        await using var line = await HubLine.TryConnectAsync(proof.Server.Url, proof.TokenOf(AccessProof.User("operator", AccessProof.Here)));
        await line!.InvokeAsync("Subscribe", "{}");
        await proof.SayAsync("ls-b", """{"line_state":"ok","volume_percent":70}""");
        await proof.Server.UntilAsync($"/api/v1/alerts/{proof.Alerts[AccessProof.There]}", alert => (string?)alert["state"] == "cleared");
        await proof.SayAsync("ls-a", """{"line_state":"ok","volume_percent":70}""");
        var seen = "";
        for (var message = 0; message < MessagesMax && !seen.Contains(proof.Alerts[AccessProof.Here], StringComparison.Ordinal); message++)
            seen += await line.NextAsync();
        proof.Tally.Allowed(seen.Contains(proof.Alerts[AccessProof.Here], StringComparison.Ordinal), "a change in the own commune on the hub");
        proof.Tally.Refused(!ShowsThere(proof, seen), "a change in the other commune reached the hub's subscriber");
        // As they were, for whoever comes next.
        foreach (var commune in (string[])[AccessProof.Here, AccessProof.There])
            await proof.SayAsync("ls-" + AccessProof.Letter(commune), """{"line_state":"open","volume_percent":70}""");
    }

    private static async Task DoorsAsync(AccessProof proof)
    {
        await using (var stranger = await HubLine.TryConnectAsync(proof.Server.Url, null))
            proof.Tally.Refused(stranger is null, "the hub without an account");
        var (_, cookie, _) = await proof.SignInAsync(AccessProof.User("operator", AccessProof.Here), AccessProof.Password);
        await using (var foreign = await HubLine.TryConnectAsync(proof.Server.Url, null, cookie, "http://elsewhere.example"))
            proof.Tally.Refused(foreign is null, "the hub with a person's cookie from another origin");
        await using (var ours = await HubLine.TryConnectAsync(proof.Server.Url, null, cookie, proof.Server.Url.GetLeftPart(UriPartial.Authority)))
            proof.Tally.Allowed(ours is not null, "the hub with a person's cookie from our own page");
    }

    private static bool IsError(string answer) => answer.Contains("\"error\":", StringComparison.Ordinal);

    private static bool ShowsThere(AccessProof proof, string text) =>
        text.Contains("\"ls-b\"", StringComparison.Ordinal) || text.Contains("\"00002\"", StringComparison.Ordinal) || text.Contains("\"bc-b\"", StringComparison.Ordinal)
        || text.Contains(proof.Alerts[AccessProof.There], StringComparison.Ordinal);
}
