namespace Ioc.Host;

/// <summary>What scripts may rely on.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>It was asked rightly and could not be done: server unreachable, refused, a check found a problem.</summary>
    public const int Failed = 1;

    /// <summary>The command line or an input file is wrong; nothing was done.</summary>
    public const int BadInput = 2;
}
