using System.Net;

namespace Ioc.Host.Proving.Access;

/// <summary>Bodies that are too large, too deep, doubled or of another kind.</summary>
internal sealed class BodyCheck : IAccessCheck
{
    public string Name => "bodies";

    public string What => "oversized, nested, doubled and mistyped bodies";

    public async Task RunAsync(AccessProof proof)
    {
        using var client = proof.As(AccessProof.User("administrator", ""));
        (string Method, string Path, string Body, int Status, string What)[] bad =
        [
            ("POST", "/api/v1/session", $$"""{"userName":"{{new string('x', 70_000)}}","password":"x"}""", 413, "a sign-in of 70 KB"),
            ("PUT", "/api/v1/devices", $$"""{"devices":["{{new string('x', 34_000_000)}}"]}""", 413, "an import of 34 MB"),
            ("POST", "/api/v1/broadcasts/preview", string.Concat(Enumerable.Repeat("{\"units\":", 5_000)), 400, "a body 5,000 deep"),
            ("PUT", "/api/v1/units/boundaries", "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"code\":\"00001\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":" + new string('[', 2_000) + new string(']', 2_000) + "}}]}", 400, "coordinates 2,000 deep"),
            ("POST", "/api/v1/session", """{"userName":"a","userName":"administrator.whole","password":"x"}""", 400, "a doubled member"),
            ("PUT", "/api/v1/users/viewer.a/grants", """{"grants":[{"role":"viewer"}],"admin":true}""", 400, "an unknown member"),
            ("PUT", "/api/v1/users/viewer.a/grants", """{"grants":null}""", 400, "a null list"),
            ("PUT", "/api/v1/users/viewer.a/grants", """{"grants":[null]}""", 400, "a null in a list"),
            ("POST", "/api/v1/broadcasts/preview", "\u0000\u0001", 400, "no JSON"),
        ];
        foreach (var (method, path, body, status, what) in bad)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = AccessProof.Json(body) };
            var got = await StatusAsync(client, request);
            // A connection that is cut while a body that is far too long is still being sent is a refusal, too.
            proof.Tally.Refused(got == status || (status == 413 && got == 0), $"{what} ({got}, not {status})");
        }

        using var alive = await client.GetAsync("/healthz");
        proof.Tally.Allowed(alive.StatusCode == HttpStatusCode.OK, "the server after all that");
    }

    private static async Task<int> StatusAsync(HttpClient client, HttpRequestMessage request)
    {
        try
        {
            using var response = await client.SendAsync(request);
            return (int)response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }
}
