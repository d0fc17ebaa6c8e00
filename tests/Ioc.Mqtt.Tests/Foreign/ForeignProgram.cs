using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Foreign;

/// <summary>
/// Somebody else's MQTT library in a process of its own, which does what it is told line by line. One process has as many clients as a test
/// wants; starting one takes half a second.
/// </summary>
public sealed class ForeignProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> _waiting = new();
    private readonly ConcurrentDictionary<string, Channel<string>> _messages = new();
    private readonly Task _reading;
    private int _lastId;

    private ForeignProgram(Process process)
    {
        _process = process;
        _waiting[0] = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        _reading = ReadAsync();
    }

    public static async Task<ForeignProgram> StartAsync(ForeignClient client)
    {
        var program = new ForeignProgram(Process.Start(new ProcessStartInfo(client.Interpreter, [client.Script])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(client.Script),
        })!);
        await program._waiting[0].Task.Within($"{client.Name} to start");
        return program;
    }

    /// <summary>The answer, or the error that the library gave.</summary>
    internal async Task<JsonObject> AskAsync(string client, string verb, JsonObject? more = null)
    {
        int id = Interlocked.Increment(ref _lastId);
        var answer = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        JsonObject command = more ?? [];
        command["id"] = id;
        command["client"] = client;
        command["verb"] = verb;
        await _process.StandardInput.WriteLineAsync(command.ToJsonString());
        await _process.StandardInput.FlushAsync();
        JsonObject told = await answer.Task.Within($"{client} to {verb}");
        return told["error"] is { } error ? throw new InvalidOperationException($"{client} could not {verb}: {error}") : told;
    }

    /// <summary>As <c>topic text qos retained</c>; a live message has no last word.</summary>
    internal Task<string> NextAsync(string client) => MessagesOf(client).Reader.ReadAsync().AsTask().Within($"a message for {client}");

    /// <summary>Messages that came and were not taken.</summary>
    internal int Count(string client) => MessagesOf(client).Reader.Count;

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5))) _process.Kill();
        await _reading;
        _process.Dispose();
    }

    private Channel<string> MessagesOf(string client) => _messages.GetOrAdd(client, _ => Channel.CreateUnbounded<string>());

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            JsonObject said = JsonSerializer.Deserialize<JsonObject>(line)!;
            if (said["topic"] is { } topic)
            {
                string retained = said["retain"]!.GetValue<bool>() ? " retained" : "";
                MessagesOf((string)said["client"]!).Writer.TryWrite($"{topic} {said["text"]} {said["qos"]}{retained}");
            }
            else if (_waiting.TryRemove((int)said["id"]!, out TaskCompletionSource<JsonObject>? answer))
            {
                answer.TrySetResult(said);
            }
        }
    }
}
