using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ioc.Dashboard.Tests.Fakes;

/// <summary>An identity provider: discovery, keys, codes and tokens, and PKCE taken seriously. Everybody who comes is signed in as <see cref="Person"/>.</summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RSA _key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Challenge, string Nonce)> _codes = new();

    private FakeProvider(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public string Person { get; set; } = "operator";

    /// <summary>Its own word for whoever comes.</summary>
    public string Subject { get; set; } = "1";

    /// <summary>How it made sure (RFC 8176).</summary>
    public string[] Methods { get; set; } = ["pwd"];

    /// <summary>Signs with another key than it publishes.</summary>
    public bool Lies { get; set; }

    /// <summary>Where its description says that tokens are; null: here.</summary>
    public string? TokensAt { get; set; }

    public int CodesRefused { get; private set; }

    public static async Task<FakeProvider> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new FakeProvider(builder.Build());
        provider.Map();
        await provider._app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private void Map()
    {
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = Issuer, ["authorization_endpoint"] = Issuer + "/authorize", ["token_endpoint"] = TokensAt ?? Issuer + "/token", ["jwks_uri"] = Issuer + "/keys",
            ["response_types_supported"] = new[] { "code" }, ["subject_types_supported"] = new[] { "public" }, ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        }));
        _app.MapGet("/keys", () =>
        {
            RSAParameters key = _key.ExportParameters(false);
            return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", kid = "1", alg = "RS256", n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) } } });
        });
        _app.MapGet("/authorize", (HttpRequest request) =>
        {
            string code = Guid.NewGuid().ToString("N");
            _codes[code] = (request.Query["code_challenge"]!, request.Query["nonce"]!);
            return Results.Redirect($"{request.Query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(request.Query["state"]!)}");
        });
        _app.MapPost("/elsewhere", (string to) => Results.Redirect(to, permanent: false, preserveMethod: true));
        _app.MapPost("/token", async (HttpRequest request) =>
        {
            IFormCollection form = await request.ReadFormAsync();
            bool proved = _codes.TryRemove(form["code"]!, out (string Challenge, string Nonce) asked)
                && Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) == asked.Challenge;
            if (proved) return Results.Json(new { access_token = "x", token_type = "Bearer", id_token = IdToken(asked.Nonce) });
            CodesRefused++;
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        });
    }

    private string Issuer => Address.ToString().TrimEnd('/');

    private string IdToken(string nonce)
    {
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        string header = Part(new { alg = "RS256", kid = "1", typ = "JWT" });
        string payload = Part(new { iss = Issuer, aud = "ioc", sub = Subject, nonce, iat = now, exp = now + 300, preferred_username = Person, amr = Methods });
        using RSA another = RSA.Create(2048);
        byte[] signature = (Lies ? another : _key).SignData(Encoding.ASCII.GetBytes($"{header}.{payload}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{header}.{payload}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
