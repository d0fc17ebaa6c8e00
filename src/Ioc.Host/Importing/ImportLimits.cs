namespace Ioc.Host.Importing;

internal static class ImportLimits
{
    /// <summary>The whole country's communes with boundaries are about 100 MB of GeoJSON; more than this is the wrong file.</summary>
    public const long FileBytesMax = 512L * 1024 * 1024;

    /// <summary>
    /// One request is one transaction, so a file that must go in whole or not at all goes in one request as far as the server takes one:
    /// it takes 32 MB (DashboardLimits), and this stays below it with room for the envelope. A province's devices are about 15 MB.
    /// </summary>
    public const int RequestBytesMax = 24 * 1024 * 1024;

    /// <summary>Rows per request where good rows are kept anyway: small enough that progress moves.</summary>
    public const int RowsPerRequestMax = 1_000;

    /// <summary>Bad rows that are printed; the rest is counted. A file with more is broken as a whole.</summary>
    public const int ErrorsShownMax = 200;

    /// <summary>A site of 24 cells takes 2 kB; a row beyond this is a quote that closes in the wrong place.</summary>
    public const int RowBytesMax = 64 * 1024;
}
