using Microsoft.Net.Http.Headers;

namespace Ioc.Dashboard.Web;

/// <summary>One file of the built web app.</summary>
/// <param name="Path">On disk.</param>
/// <param name="ContentType">By its extension.</param>
/// <param name="EntityTag">From length and time: a new build is a new tag.</param>
/// <param name="LastModified">Of the file.</param>
/// <param name="Immutable">Its name holds a hash of its content.</param>
/// <param name="BrotliPath">Compressed at build time, or null.</param>
/// <param name="GzipPath">Compressed at build time, or null.</param>
internal sealed record WebFile(
    string Path, string ContentType, EntityTagHeaderValue EntityTag, DateTimeOffset LastModified, bool Immutable, string? BrotliPath, string? GzipPath);
