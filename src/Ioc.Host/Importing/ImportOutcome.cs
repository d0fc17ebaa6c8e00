namespace Ioc.Host.Importing;

/// <summary>What the server did with all requests of one import so far.</summary>
internal sealed class ImportOutcome
{
    public int Added { get; set; }

    public int Changed { get; set; }

    public int Unchanged { get; set; }

    public List<RowError> Errors { get; } = [];

    /// <summary>Why it stopped; null: it did not.</summary>
    public string? Problem { get; set; }

    /// <summary>True where the file is to blame, not the connection or the account.</summary>
    public bool Refused { get; set; }
}
