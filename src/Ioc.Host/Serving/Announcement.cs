using System.Globalization;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Serving;

/// <summary>What <c>ioc serve</c> prints when it is ready: figures of the start, address, how to sign in.</summary>
internal static class Announcement
{
    public static void Print(Terminal terminal, Server server, ServeOptions options)
    {
        var directory = new DataDirectory(options.DataDirectory);
        var report = server.StartReport;
        terminal.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Ready in {server.StartDuration.TotalSeconds:0.0} s: {server.Twins:N0} twins, {report.EntriesReplayed:N0} journal entries replayed; data in {directory.Path}"));
        terminal.Out.WriteLine($"  web   {server.Address.Url}");
        if (server.HttpsPort is { } https)
        {
            terminal.Out.WriteLine($"        https, port {https}: for everybody but this machine");
        }

        terminal.Out.WriteLine("  MQTT  " + Mqtt(server, options));
        foreach (var danger in server.Address.InClear!.Concat(SecretModes.Exposed([.. directory.Secrets, .. options.SecretFiles])))
        {
            terminal.Out.WriteLine("  WARNING  " + danger);
        }

        var connectionsMax = OpenFiles.ConnectionsMax();
        if (server.Twins > connectionsMax)
        {
            terminal.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  only {connectionsMax:N0} of {server.Twins:N0} devices can be connected at once: raise the limit of open files (ulimit -n, LimitNOFILE)"));
        }

        if (File.Exists(directory.AdministratorPasswordFile))
        {
            terminal.Out.WriteLine($"  sign in as {FirstAdministrator.UserName}; the password is in {directory.AdministratorPasswordFile}");
        }

        if (server.Demo is { } demo)
        {
            terminal.Out.WriteLine($"  demo  {demo}");
        }

        terminal.Out.WriteLine("  Ctrl-C stops it");
        terminal.Out.Flush();
    }

    private static string Mqtt(Server server, ServeOptions options)
    {
        if (options.OutsideBroker is { } outside)
        {
            return $"from {outside.Address} as {outside.ClientId}";
        }

        if (options.MqttPort is null)
        {
            return options.MqttTlsPort is { } only ? $"by TLS only, port {only}" : "by WebSocket only, at /mqtt";
        }

        var isHere = options.ListenAddress is "127.0.0.1" or "::1" ? ", this machine only (--listen 0.0.0.0 opens both)" : "";
        return $"port {server.Address.MqttPort}{(options.MqttTlsPort is { } tls ? $", by TLS port {tls}" : "")}{isHere}";
    }
}
