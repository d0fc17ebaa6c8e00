using System.Collections.Frozen;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Ioc.Dashboard.Web;

/// <summary>
/// The built web app, listed once at start. A request is answered from this list or not at all, so no path of a stranger ever reaches
/// the file system.
/// </summary>
internal sealed class WebAppFiles
{
    private readonly FrozenDictionary<string, WebFile> _files;

    public WebAppFiles(DashboardOptions options, ILogger<WebAppFiles> logger)
    {
        string root = System.IO.Path.GetFullPath(options.WebRootDirectory ?? System.IO.Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        _files = List(root).ToFrozenDictionary(StringComparer.Ordinal);
        if (Index is null) DashboardLog.WebAppMissing(logger, root);
    }

    public WebFile? Index => Find("/index.html");

    public WebFile? Find(string path) => _files.GetValueOrDefault(path);

    private static IEnumerable<KeyValuePair<string, WebFile>> List(string root)
    {
        if (!Directory.Exists(root)) yield break;
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".pmtiles"] = "application/vnd.pmtiles";
        types.Mappings[".geojson"] = "application/geo+json";
        types.Mappings[".pbf"] = "application/x-protobuf";
        foreach (string path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            if (path.EndsWith(".br", StringComparison.Ordinal) || path.EndsWith(".gz", StringComparison.Ordinal)) continue;
            string url = "/" + System.IO.Path.GetRelativePath(root, path).Replace('\\', '/');
            yield return new KeyValuePair<string, WebFile>(url, Describe(path, url, types));
        }
    }

    private static WebFile Describe(string path, string url, FileExtensionContentTypeProvider types)
    {
        var file = new FileInfo(path);
        return new WebFile(
            path,
            types.TryGetContentType(path, out string? type) ? type : "application/octet-stream",
            new EntityTagHeaderValue($"\"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}\""),
            file.LastWriteTimeUtc,
            // Vite puts everything whose name holds a hash of its content into assets/.
            url.StartsWith("/assets/", StringComparison.Ordinal),
            File.Exists(path + ".br") ? path + ".br" : null,
            File.Exists(path + ".gz") ? path + ".gz" : null);
    }
}
