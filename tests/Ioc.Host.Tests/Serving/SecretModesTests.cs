using Ioc.Host.Serving;

namespace Ioc.Host.Tests.Serving;

public sealed class SecretModesTests : IDisposable
{
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData(0b110_000_000, false)]
    [InlineData(0b100_000_000, false)]
    [InlineData(0b100_100_000, false)]
    [InlineData(0b110_100_000, true)]
    [InlineData(0b100_110_000, true)]
    [InlineData(0b100_100_100, true)]
    [InlineData(0b110_000_010, true)]
    public void A_secret_that_others_reach_is_named_with_its_remedy_and_also_behind_a_link(int mode, bool isExposed)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix file modes");
            return;
        }

        var (file, link) = (_temp.In("secret"), _temp.In("link"));
        File.WriteAllText(file, "x");
        File.SetUnixFileMode(file, (UnixFileMode)mode);
        File.CreateSymbolicLink(link, "secret");

        Assert.Equal(isExposed ? [$"chmod 0600 {file}", $"chmod 0600 {link}"] : [], SecretModes.Exposed([file, link, file, _temp.In("none")]).Select(said => said.Split(": ")[1].Split(',')[0]));
    }
}
