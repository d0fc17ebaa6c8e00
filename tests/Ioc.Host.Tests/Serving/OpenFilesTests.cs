using Ioc.Host.Serving;

namespace Ioc.Host.Tests.Serving;

public sealed class OpenFilesTests
{
    [Theory]
    [InlineData("Max open files            20000                20000                files     ", 19_000)]
    [InlineData("Max open files            1024                 524288               files     ", 24)]
    [InlineData("Max open files            unlimited            unlimited            files     ", 100_000)]
    [InlineData("Max open files            1048576              1048576              files     ", 100_000)]
    [InlineData("Max processes             100                  100                  processes ", 100_000)]
    public void Devices_leave_room_for_everybody_else(string line, int connections) =>
        Assert.Equal(connections, OpenFiles.ConnectionsMax(["Limit                     Soft Limit           Hard Limit           Units     ", line]));
}
