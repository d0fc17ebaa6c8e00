namespace Ioc.Silo.Registry;

/// <summary>Bounds of what one row of the registry may hold.</summary>
internal static class RegistryLimits
{
    /// <summary>Names, vendors, models and the like: longer than any that people gave, short enough for a table's cell.</summary>
    public const int TextLengthMax = 200;

    /// <summary>Codes of units: national ones have 2 or 5 digits, our hamlets a little more.</summary>
    public const int UnitCodeLengthMax = 32;

    /// <summary>
    /// Country, province, former district, commune, hamlet, and room for what a law may bring; a ring of parents ends here too.
    /// </summary>
    public const int LevelsMax = 8;

    public const int TagsMax = 32;
    public const int TagLengthMax = 64;

    /// <summary>One day: the contract's longest reporting period (docs/mqtt.md).</summary>
    public const int PeriodSecondsMax = 86_400;

    public const int HornsMax = 16;
    public const int GroupsMax = 64;
    public const double PowerWattsMax = 100_000;
    public const double AudibleRadiusMetresMax = 20_000;
    public const int AccessPointsMax = 256;
    public const int CellsMax = 24;
    public const int CellIdLengthMax = 32;

    /// <summary>A commune's boundary of 100,000 vertices; more is a whole country drawn by mistake.</summary>
    public const int GeometryCharsMax = 4 * 1024 * 1024;

    /// <summary>People on Earth, with room.</summary>
    public const int PopulationMax = 2_000_000_000;

    /// <summary>
    /// Credentials that are set (simulator, import): SHA-256 without salt or stretching is right only for what can't be guessed.
    /// </summary>
    public const int CredentialLengthMin = 16;

    public const int CredentialLengthMax = 128;

    /// <summary>Errors one call reports: a file that is wrong throughout needs no longer list.</summary>
    public const int ErrorsMax = 1_000;
}
