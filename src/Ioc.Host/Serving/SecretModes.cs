namespace Ioc.Host.Serving;

/// <summary>
/// Files with secrets that others on this machine can reach. It is said and not refused: in a container, where Docker hands secrets out as 0444, there are no others,
/// and a centre that does not start protects nobody. 0440 passes, which is how systemd, Kubernetes and Debian give root's file to a service's group.
/// </summary>
internal static class SecretModes
{
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const UnixFileMode GivenToTheGroup = UnixFileMode.UserRead | UnixFileMode.GroupRead;

    public static IEnumerable<string> Exposed(IEnumerable<string> files) =>
        files.Where(File.Exists).Distinct(StringComparer.Ordinal).Where(IsExposed)
            .Select(file => $"{file} holds a secret, and others on this machine can reach it: chmod 0600 {file}, or 0440 where root owns it and gives it to the group of ioc");

    private static bool IsExposed(string file)
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        // A link, as certbot and Kubernetes make them, has a mode of its own, which says nothing.
        var mode = File.GetUnixFileMode(File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file);
        return (mode & Others) != 0 || ((mode & ~GivenToTheGroup) != 0 && (mode & (UnixFileMode.GroupRead | UnixFileMode.GroupWrite)) != 0);
    }
}
