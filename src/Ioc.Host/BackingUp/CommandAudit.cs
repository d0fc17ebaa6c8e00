using Ioc.Silo.Audit;

namespace Ioc.Host.BackingUp;

internal static class CommandAudit
{
    /// <summary>Who ran a command on this machine is known by their user name there, which is no account of the centre's.</summary>
    public static AuditEntry Entry(string action, string path) => new()
    {
        Actor = AuditActor.Centre with { Via = $"command line, {Environment.UserName}" }, Action = action, Subject = new AuditSubject("directory", path),
    };
}
