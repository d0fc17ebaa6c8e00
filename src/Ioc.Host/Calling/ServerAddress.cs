using System.Text.Json;

namespace Ioc.Host.Calling;

/// <summary>What a running server tells about itself in <c>DIR/server.url</c>: written when it is ready, removed when it stops.</summary>
/// <param name="Url">Where HTTP answers, without a slash at the end.</param>
/// <param name="MqttPort">Where MQTT answers, on the same host; 0: it does not, messages come from an outside broker, or by TLS only.</param>
/// <param name="Pid">The server's process.</param>
internal sealed record ServerAddress(string Url, int MqttPort, int Pid)
{
    public const string NoMqttPort =
        "The server has no plain MQTT port: it ingests from an outside broker (--mqtt), where our devices can't sign in, or its port is off; start it otherwise, or name another MQTT port.";

    /// <summary>The ways by which secrets leave the machine in clear, in words; null: a server that did not say.</summary>
    public IReadOnlyList<string>? InClear { get; init; }

    /// <summary>The files with secrets that its settings name, of which others must not be able to reach any.</summary>
    public IReadOnlyList<string> SecretFiles { get; init; } = [];

    public static ServerAddress? TryRead(DataDirectory directory)
    {
        try
        {
            return JsonSerializer.Deserialize<ServerAddress>(File.ReadAllBytes(directory.ServerAddressFile), JsonSerializerOptions.Web);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Written beside and renamed, so that whoever waits for the file never reads half of it.</summary>
    public void Write(DataDirectory directory)
    {
        var beside = directory.ServerAddressFile + ".new";
        File.WriteAllBytes(beside, JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web));
        File.Move(beside, directory.ServerAddressFile, overwrite: true);
    }
}
