namespace Ioc.Silo.Exports;

/// <summary>Which text an export is.</summary>
public enum ExportForm : byte
{
    /// <summary>CSV with a first line that names the columns.</summary>
    Csv,

    /// <summary>CSV without it: what follows another part.</summary>
    CsvRest,

    /// <summary>InfluxDB line protocol, as the forwarder writes it.</summary>
    Line,
}
