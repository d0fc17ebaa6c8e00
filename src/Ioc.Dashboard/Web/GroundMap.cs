namespace Ioc.Dashboard.Web;

/// <summary>
/// The optional base map: one PMTiles file that the browser reads by ranges, so that no tile ever comes from anybody else. Only its header
/// is read here, to say at the start what a browser would otherwise stumble over.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Kind"><c>vector</c> or <c>raster</c>.</param>
/// <param name="ZoomMin">Of its tiles.</param>
/// <param name="ZoomMax">Of its tiles.</param>
internal sealed record GroundMap(string Path, string Kind, int ZoomMin, int ZoomMax)
{
    // PMTiles 3: "PMTiles", version, …, at 99 the tiles' type, at 100 and 101 the zooms; the header has 127 bytes.
    private const int HeaderBytes = 127;
    private const int TileTypeAt = 99;
    private const int VectorTiles = 1;
    private const int RasterTilesMax = 5;

    /// <summary>Null without one, or with what is wrong in words.</summary>
    public static GroundMap? TryRead(string? path, out string? problem)
    {
        problem = null;
        if (path is null) return null;
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] header = new byte[HeaderBytes];
            int read = file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
            int tiles = header[TileTypeAt];
            if (read < HeaderBytes || !header.AsSpan().StartsWith("PMTiles\u0003"u8)) problem = $"{path} is not a PMTiles file of version 3.";
            else if (tiles is < VectorTiles or > RasterTilesMax) problem = $"{path} holds tiles of type {tiles}: vector tiles (MVT) or images are needed.";
            else return new GroundMap(path, tiles == VectorTiles ? "vector" : "raster", header[TileTypeAt + 1], header[TileTypeAt + 2]);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            problem = $"{path} can't be read: {fault.Message}";
        }

        return null;
    }
}
