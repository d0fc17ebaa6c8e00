namespace Ioc.Host.Tests;

/// <summary>Real input that lies beside the repository and is no part of it; a test that needs it skips where it is absent.</summary>
internal static class SharedData
{
    public static byte[] Read(string name) => File.ReadAllBytes(Path(name));

    public static string Path(string name)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(System.IO.Path.Combine(directory.FullName, "Ioc.slnx")))
        {
            directory = directory.Parent;
        }

        var path = System.IO.Path.Combine(directory?.FullName ?? ".", "..", "shared", "data", name);
        Assert.SkipUnless(File.Exists(path), $"{name} is not in ../shared/data beside the repository");
        return System.IO.Path.GetFullPath(path);
    }
}
