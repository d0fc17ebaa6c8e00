using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ioc.Silo.Audit;

/// <summary>
/// A row as it is stored. Its hash is SHA-256 over the hash of the row before, then every column in the order below: numbers as 8 bytes little
/// endian, texts as their UTF-8 length (4 bytes little endian, -1 for null) and bytes, so that no two rows have the same bytes.
/// </summary>
internal sealed record AuditRow
{
    /// <summary>Cast, because SQLite keeps any type in any column: a tampered one must be a row that does not fit, not a failed query.</summary>
    public const string Columns =
        "CAST(number AS INTEGER) AS Number, CAST(at_ms AS INTEGER) AS AtMs, CAST(actor_kind AS TEXT) AS ActorKind, CAST(actor AS TEXT) AS Actor, " +
        "CAST(via AS TEXT) AS Via, CAST(address AS TEXT) AS Address, CAST(action AS TEXT) AS Action, CAST(subject_kind AS TEXT) AS SubjectKind, " +
        "CAST(subject AS TEXT) AS Subject, CAST(unit_code AS TEXT) AS UnitCode, CAST(outcome AS TEXT) AS Outcome, CAST(before AS TEXT) AS Before, " +
        "CAST(after AS TEXT) AS After, CAST(why AS TEXT) AS Why, CAST(sha256 AS BLOB) AS Sha256, CAST(seal AS BLOB) AS Seal";

    public long Number { get; init; }

    public long AtMs { get; init; }

    public string ActorKind { get; init; } = "";

    public string? Actor { get; init; }

    public string? Via { get; init; }

    public string? Address { get; init; }

    public string Action { get; init; } = "";

    public string? SubjectKind { get; init; }

    public string? Subject { get; init; }

    public string? UnitCode { get; init; }

    public string Outcome { get; init; } = "";

    public string? Before { get; init; }

    public string? After { get; init; }

    public string? Why { get; init; }

    public byte[] Sha256 { get; init; } = [];

    public byte[] Seal { get; init; } = [];

    public byte[] HashAfter(ReadOnlySpan<byte> hashBefore)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(hashBefore);
        Add(hash, Number);
        Add(hash, AtMs);
        foreach (var text in (ReadOnlySpan<string?>)[ActorKind, Actor, Via, Address, Action, SubjectKind, Subject, UnitCode, Outcome, Before, After, Why])
            Add(hash, text);
        return hash.GetHashAndReset();
    }

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static void Add(IncrementalHash hash, string? text)
    {
        var utf8 = text is null ? [] : Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, text is null ? -1 : utf8.Length);
        hash.AppendData(length);
        hash.AppendData(utf8);
    }
}
