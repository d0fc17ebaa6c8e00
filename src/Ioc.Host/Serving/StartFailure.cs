using System.Globalization;
using System.Net.Sockets;
using Ioc.Mqtt.Persistence;
using Ioc.Silo.Audit;
using Ioc.Silo.Journal;
using Ioc.Silo.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;

namespace Ioc.Host.Serving;

/// <summary>Start-up faults that a person can mend, in words; others are our own and keep their stack.</summary>
internal static class StartFailure
{
    public static string? Explain(Exception fault, ServeOptions options) => fault switch
    {
        OperationCanceledException => "Stopped before it was ready.",
        IOException { InnerException: SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } } =>
            $"{fault.Message} Choose another port with --mqtt-port (now {MqttPort(options)}).",
        { InnerException: AddressInUseException } or AddressInUseException =>
            $"{fault.Message} Another program listens there: choose other ports with --port and --mqtt-port (now {options.Port} and {MqttPort(options)}).",
        SocketException =>
            $"Can't listen on {options.ListenAddress}, ports {options.Port} and {MqttPort(options)}: {fault.Message}",
        // Each part throws ArgumentException with the whole list of what is wrong with its options.
        ArgumentException or IOException or UnauthorizedAccessException or InvalidDataException => fault.Message,
        JournalCorruptException or SchemaException or StoreException or AuditUnavailableException => fault.Message,
        SqliteException =>
            $"A database in {options.DataDirectory} can't be used: {fault.Message.TrimEnd('.')}. `ioc doctor --data {options.DataDirectory}` examines it.",
        _ => null,
    };

    private static string MqttPort(ServeOptions options) => options.MqttPort is { } port ? port.ToString(CultureInfo.InvariantCulture) : MqttPortSetting.Off;
}
