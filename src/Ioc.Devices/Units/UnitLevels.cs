namespace Ioc.Devices.Units;

/// <summary>The level words the product itself relies on; other levels may stand in the data.</summary>
public static class UnitLevels
{
    public const string Province = "province";
    public const string Commune = "commune";
    public const string Hamlet = "hamlet";
}
