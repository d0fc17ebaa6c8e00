namespace Ioc.Devices.Telemetry;

/// <summary>What a telemetry field holds.</summary>
public enum FieldType : byte
{
    Number,

    /// <summary>A number without fraction: <c>seq</c> only, because counting must be exact.</summary>
    Whole,

    /// <summary>True is stored as 1, false as 0.</summary>
    Bool,

    /// <summary>One of a list; stored as its position in the list.</summary>
    Word,

    Text,

    /// <summary>The site's array of cells.</summary>
    Cells,

    /// <summary>The alarms a site's own management reports.</summary>
    Alarms,
}
