using Ioc.Devices.Telemetry;

namespace Ioc.Devices.Tests.Telemetry;

public class MetricNamesTests
{
    private static readonly string[] Cells = ["n78.1", "b3-2"];

    [Theory]
    [InlineData(DeviceKind.Loudspeaker, "temperature_c", 8)]
    [InlineData(DeviceKind.Hotspot, "clients", 6)]
    [InlineData(DeviceKind.Site, "state", 4)]
    [InlineData(DeviceKind.Site, "cells.n78.1.users", 2 + 256)]
    [InlineData(DeviceKind.Site, "cells.b3-2.up_bps", 6 + 512)]
    public void A_name_and_its_number_belong_together(DeviceKind kind, string name, int metric)
    {
        Assert.True(MetricNames.TryParse(kind, name, Cells, out var parsed));
        Assert.Equal(metric, parsed);
        Assert.Equal(name, MetricNames.Format(kind, parsed, Cells));
    }

    [Theory]
    [InlineData(DeviceKind.Loudspeaker, "clients")]
    [InlineData(DeviceKind.Loudspeaker, "firmware")]
    [InlineData(DeviceKind.Loudspeaker, "network_technology")]
    [InlineData(DeviceKind.Loudspeaker, "seq")]
    [InlineData(DeviceKind.Site, "cells.unknown.users")]
    [InlineData(DeviceKind.Site, "cells.b3-2.colour")]
    [InlineData(DeviceKind.Site, "cells.")]
    [InlineData(DeviceKind.Site, "cells")]
    public void Is_no_series(DeviceKind kind, string name) => Assert.False(MetricNames.TryParse(kind, name, Cells, out _));

    [Fact]
    public void Numbers_that_name_nothing_have_no_name()
    {
        Assert.Null(MetricNames.Format(DeviceKind.Loudspeaker, 250, []));
        Assert.Null(MetricNames.Format(DeviceKind.Loudspeaker, 1, []));
        Assert.Null(MetricNames.Format(DeviceKind.Site, 2 + (3 << 8), Cells));
    }

    [Fact]
    public void All_names_can_be_parsed() => Assert.All(
        DeviceKinds.All, kind => Assert.All(MetricNames.All(kind, kind == DeviceKind.Site ? Cells : []), name =>
            Assert.True(MetricNames.TryParse(kind, name, Cells, out _), name)));
}
