namespace Ioc.Host.Simulation.Running;

internal enum MailKind
{
    /// <summary>Connected and subscribed.</summary>
    Opened,

    /// <summary>The connection ended, or never came about.</summary>
    Closed,

    Command,

    Fetched,
}
