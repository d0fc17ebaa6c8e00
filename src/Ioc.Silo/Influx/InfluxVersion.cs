namespace Ioc.Silo.Influx;

/// <summary>The dialects of the line-protocol servers: they differ in the write address and in who makes the database.</summary>
internal enum InfluxVersion : byte
{
    /// <summary>InfluxDB 1.x: <c>/write?db=</c>, users and passwords, databases made by a statement.</summary>
    V1,

    /// <summary>InfluxDB 2.x and 3.x: <c>/api/v2/write?org=&amp;bucket=</c> with a token; the bucket is made by its administrator. 3.x knows no organisations.</summary>
    V2,

    /// <summary>VictoriaMetrics: writes like 1.x, has one database, answers no InfluxQL.</summary>
    VictoriaMetrics,
}
