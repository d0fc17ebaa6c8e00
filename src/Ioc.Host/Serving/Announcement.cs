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
        else if (options.ListenAddress is not ("127.0.0.1" or "::1") && options.HttpProxyNetworks.Count == 0)
        {
            terminal.Out.WriteLine("        passwords cross the network in clear: set httpsPort, tlsCertificateFile and tlsKeyFile in ioc.json, or httpProxyNetworks behind a balancer with TLS");
        }

        terminal.Out.WriteLine(options.OutsideBroker is { } outside
            ? $"  MQTT  from {outside.Address} as {outside.ClientId}"
            : $"  MQTT  port {server.Address.MqttPort}{(options.ListenAddress is "127.0.0.1" or "::1" ? ", this machine only (--listen 0.0.0.0 opens both)" : "")}");
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
}
