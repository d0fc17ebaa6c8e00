namespace Ioc.Silo.Influx;

/// <summary>What became of a request, as far as the writer must know to do the right thing next.</summary>
internal enum InfluxOutcome : byte
{
    Done,

    /// <summary>The server says that something in the request is wrong (400, 422). It may have stored the rest.</summary>
    Refused,

    /// <summary>413: the same lines in smaller requests may pass.</summary>
    TooLarge,

    /// <summary>401 or 403: no retry helps before a person does.</summary>
    Unauthorised,

    /// <summary>404: the database, bucket or organisation isn't there.</summary>
    NotThere,

    /// <summary>No connection, no answer in time, 429 or 5xx, after all retries: later.</summary>
    Away,
}
