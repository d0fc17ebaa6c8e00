namespace Ioc.Host.Calling;

/// <summary>A unit as the API takes and gives it.</summary>
internal sealed record WireUnit
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    public required string FullName { get; init; }

    public required string Level { get; init; }

    public string? ParentCode { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public int? Population { get; init; }

    public bool? HasGridPower { get; init; }
}
