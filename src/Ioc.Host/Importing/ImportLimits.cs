namespace Ioc.Host.Importing;

internal static class ImportLimits
{
    /// <summary>The whole country's communes with boundaries are about 100 MB of GeoJSON; more than this is the wrong file.</summary>
    public const long FileBytesMax = 512L * 1024 * 1024;

    /// <summary>Rows per request: about half a megabyte, so that progress moves and a request stays far below the server's limit.</summary>
    public const int RowsPerRequestMax = 1_000;

    /// <summary>Boundaries per request: a commune's outline is 1 to 300 kB.</summary>
    public const int BoundariesPerRequestMax = 25;

    /// <summary>Bad rows that are printed; the rest is counted. A file with more is broken as a whole.</summary>
    public const int ErrorsShownMax = 200;

    /// <summary>A quote that is never closed swallows the file: no cell of ours comes near this.</summary>
    public const int CellCharactersMax = 64 * 1024;
}
