using System.Net;

namespace Ioc.Host.Proving.Access;

/// <summary>What a page of another origin can make a signed-in browser send.</summary>
internal sealed class ForgeryCheck : IAccessCheck
{
    public string Name => "forgery";

    public string What => "writes with a person's cookie but without our header, forms, foreign preflights, cookie attributes";

    public async Task RunAsync(AccessProof proof)
    {
        var (_, cookie, _) = await proof.SignInAsync(AccessProof.User("administrator", ""), AccessProof.Password);
        foreach (var (method, path) in ((HttpMethod, string)[])[(HttpMethod.Post, $"/api/v1/alerts/{proof.Alerts[AccessProof.Here]}/acknowledge"), (HttpMethod.Delete, "/api/v1/users/viewer.a"), (HttpMethod.Put, "/api/v1/units"), (HttpMethod.Delete, "/api/v1/session")])
            proof.Tally.Refused(await proof.WithCookieAsync(method, path, cookie, ours: false) == HttpStatusCode.Forbidden, $"{method} {path} without X-Ioc-Request");
        proof.Tally.Allowed(
            await proof.WithCookieAsync(HttpMethod.Post, $"/api/v1/alerts/{proof.Alerts[AccessProof.Here]}/acknowledge", cookie) == HttpStatusCode.OK, "the same with it");

        foreach (var path in (string[])["", "/factors"])
        {
            var own = $"/api/v1/users/{AccessProof.User("administrator", "")}{path}";
            proof.Tally.Refused(await proof.WithCookieAsync(HttpMethod.Delete, own, cookie) == HttpStatusCode.Forbidden, $"DELETE {own} with a browser that was left open");
        }

        using var stranger = proof.Stranger();
        using (var preflight = new HttpRequestMessage(HttpMethod.Options, "/api/v1/users/viewer.a"))
        {
            preflight.Headers.Add("Origin", "http://elsewhere.example");
            preflight.Headers.Add("Access-Control-Request-Method", "DELETE");
            preflight.Headers.Add("Access-Control-Request-Headers", "x-ioc-request");
            using var answer = await stranger.SendAsync(preflight);
            proof.Tally.Refused(!answer.Headers.Contains("Access-Control-Allow-Origin"), "a preflight of another origin is answered");
        }

        foreach (var type in (string[])["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
        {
            using var form = AccessProof.Json($$"""{"userName":"administrator.whole","password":"{{AccessProof.Password}}"}""");
            form.Headers.Remove("Content-Type");
            form.Headers.TryAddWithoutValidation("Content-Type", type);
            using var answer = await stranger.PostAsync("/api/v1/session", form);
            proof.Tally.Refused(answer.StatusCode == HttpStatusCode.UnsupportedMediaType, $"a sign-in as {type}, which a form can send");
        }

        using var request = AccessProof.Json($$"""{"userName":"viewer.a","password":"{{AccessProof.Password}}"}""");
        using var signedIn = await stranger.PostAsync("/api/v1/session", request);
        var attributes = string.Join('\n', signedIn.Headers.GetValues("Set-Cookie")).Split('\n');
        foreach (var wanted in (string[])["httponly", "samesite=strict"])
            proof.Tally.Refused(attributes.All(set => set.Contains(wanted, StringComparison.OrdinalIgnoreCase)), $"a cookie without {wanted}");
    }
}
