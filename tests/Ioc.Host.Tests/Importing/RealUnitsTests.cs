using Ioc.Devices.Units;
using Ioc.Host.Importing;

namespace Ioc.Host.Tests.Importing;

/// <summary>Against the country's real list, where it lies beside the repository.</summary>
public sealed class RealUnitsTests
{
    [Fact]
    public void Thanh_Hoa_has_its_166_communes_and_a_boundary_for_each()
    {
        var units = ImportUnitsCommand.Read(SharedData.Read("units-vn-2025.csv"), "38");
        var boundaries = BoundaryFile.Read(SharedData.Read("communes-38-thanh-hoa.geojson"));

        Assert.Empty(units.Errors);
        Assert.Empty(boundaries.Errors);
        Assert.Equal(UnitLevels.Province, units.Rows[0].Row.Level);
        var communes = units.Rows.Skip(1).Select(row => row.Row).ToList();
        Assert.Equal(166, communes.Count);
        Assert.All(communes, commune => Assert.Equal((UnitLevels.Commune, "38"), (commune.Level, commune.ParentCode)));
        Assert.Equal(communes.Select(commune => commune.Code).Order(), boundaries.Rows.Select(row => row.Row.Code).Order());
    }

    [Fact]
    public void The_whole_country_is_34_provinces_and_3321_communes_parents_first()
    {
        var units = ImportUnitsCommand.Read(SharedData.Read("units-vn-2025.csv"), province: null);

        Assert.Empty(units.Errors);
        Assert.Equal(34, units.Rows.TakeWhile(row => row.Row.Level == UnitLevels.Province).Count());
        Assert.Equal(3_321, units.Rows.Count(row => row.Row.Level == UnitLevels.Commune));
    }

    [Fact]
    public void A_province_that_is_not_in_the_file_is_an_error()
    {
        var units = ImportUnitsCommand.Read(SharedData.Read("units-vn-2025.csv"), "99");

        Assert.Contains("no province 99", Assert.Single(units.Errors).Reason, StringComparison.Ordinal);
    }
}
