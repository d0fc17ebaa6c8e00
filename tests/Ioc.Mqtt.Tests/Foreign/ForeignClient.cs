using System.Diagnostics;

namespace Ioc.Mqtt.Tests.Foreign;

/// <summary>Which library, and where its script lies: beside this file, because MQTT.js is looked for next to the script.</summary>
public sealed record ForeignClient(string Name, string Interpreter, string Script)
{
    private static readonly string Folder = Path.Combine(Root(), "tests", "Ioc.Mqtt.Tests", "Foreign");

    public static ForeignClient MqttJs { get; } = new("MQTT.js", "node", ScriptOf("mqttjs.mjs"));

    public static ForeignClient Paho { get; } = new("Eclipse Paho", "/usr/bin/python3", ScriptOf("paho_client.py"));

    /// <summary>Null when it can be used; otherwise what is missing, for the skipped test's reason.</summary>
    public string? Missing()
    {
        if (this == MqttJs) return Directory.Exists(Path.Combine(Folder, "node_modules", "mqtt")) ? null : "MQTT.js is not installed: npm ci in tests/Ioc.Mqtt.Tests/Foreign";
        if (!File.Exists(Interpreter)) return "Debian's Python is not installed";
        using Process asked = Process.Start(new ProcessStartInfo(Interpreter, ["-c", "import paho.mqtt.client"]) { RedirectStandardError = true })!;
        asked.WaitForExit();
        return asked.ExitCode == 0 ? null : "python3-paho-mqtt is not installed";
    }

    /// <summary>The path of a script beside this file.</summary>
    public static string ScriptOf(string name) => Path.Combine(Folder, name);

    public override string ToString() => Name;

    private static string Root()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Ioc.slnx"))) return at.FullName;
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
