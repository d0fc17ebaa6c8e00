namespace Ioc.Host.Tests.Serving;

public sealed class BackupContentTests
{
    /// <summary>While a store is away spilled points may be gigabytes, and each file goes when the store has it: a copy would fail over it.</summary>
    [Fact]
    public async Task What_may_vanish_while_it_is_copied_is_left_out_and_what_nobody_knows_is_in()
    {
        await using var running = await RunningServer.StartAsync();
        await running.StopAsync();
        foreach (var name in (string[])["spill/00000000000000000007.points", "media/sound.part", "admin.token.new", "media/sound", "of-a-newer-version.txt"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(running.Data, name))!);
            await File.WriteAllTextAsync(Path.Combine(running.Data, name), "x");
        }

        var copy = Path.Combine(Path.GetDirectoryName(running.Data)!, "copy");
        await running.DoneAsync("backup " + copy);

        var made = Directory.EnumerateFiles(copy, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(copy, file)).ToList();
        Assert.Contains(Path.Combine("media", "sound"), made);
        Assert.Contains("of-a-newer-version.txt", made);
        Assert.DoesNotContain(made, name => name.StartsWith("spill", StringComparison.Ordinal) || name.EndsWith(".part", StringComparison.Ordinal) || name.EndsWith(".new", StringComparison.Ordinal));
        await running.StartAgainAsync();
    }
}
