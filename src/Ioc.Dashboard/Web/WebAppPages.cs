using Ioc.Dashboard.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Ioc.Dashboard.Web;

/// <summary>
/// Answers the web app's own files, and its index for every page address the app routes itself. Runs after routing and only where no
/// endpoint matched: the paths of machines (<c>/api</c>, <c>/hubs</c>, …) are never answered with a page, and a wrong method there stays a 405.
/// </summary>
internal sealed class WebAppPages(RequestDelegate next, WebAppFiles files)
{
    private static readonly PathString[] Machines = ["/api", "/hubs", "/openapi", "/media", "/metrics", "/healthz", "/readyz"];

    public Task InvokeAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        bool reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!reads || context.GetEndpoint() is not null) return next(context);
        if (Machines.Any(prefix => request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase))) return next(context);

        string path = request.Path.Value ?? "/";
        if (files.Find(path) is { } file) return SendAsync(context, file);

        // A missing script or image must be a 404, not a page: a browser would try to run the page.
        bool looksLikeFile = System.IO.Path.HasExtension(path);
        if (!looksLikeFile && files.Index is { } index) return SendAsync(context, index);
        return Problem.NotFound(files.Index is null
            ? "The web app is not built: run npm ci and npm run build in src/Ioc.Dashboard/web, then start again."
            : "No such file in the web app.", Refusal.NothingHere).ExecuteAsync(context);
    }

    private static Task SendAsync(HttpContext context, WebFile file)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.CacheControl = file.Immutable ? "public, max-age=31536000, immutable" : "no-cache";
        string path = file.Path;
        string tag = file.EntityTag.Tag.ToString();
        if (file.BrotliPath is not null || file.GzipPath is not null)
        {
            headers.Vary = HeaderNames.AcceptEncoding;
            string? encoding = Encoding(context.Request, file);
            if (encoding is not null)
            {
                headers.ContentEncoding = encoding;
                path = encoding == "br" ? file.BrotliPath! : file.GzipPath!;
                tag = $"{tag[..^1]}-{encoding}\"";
            }
        }

        return TypedResults.PhysicalFile(path, file.ContentType, fileDownloadName: null, file.LastModified, new EntityTagHeaderValue(tag), enableRangeProcessing: true)
            .ExecuteAsync(context);
    }

    private static string? Encoding(HttpRequest request, WebFile file)
    {
        StringValues accepted = request.Headers.AcceptEncoding;
        if (file.BrotliPath is not null && Accepts(accepted, "br")) return "br";
        return file.GzipPath is not null && Accepts(accepted, "gzip") ? "gzip" : null;
    }

    private static bool Accepts(StringValues accepted, string encoding) =>
        StringWithQualityHeaderValue.TryParseList(accepted, out IList<StringWithQualityHeaderValue>? values)
        && values.Any(value => value.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && value.Quality is not 0);
}
