using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using Ioc.Host.Benchmarks.Mqtt;

namespace Ioc.Host.Proving;

/// <summary>
/// A time-series server that can be told to misbehave, and that keeps what it took: enough of InfluxDB 1.x for the forwarder, with every
/// message under its device and time, so that a message written twice is one and two messages are two.
/// </summary>
internal sealed class LineServer : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<long, int>> _kept = new(StringComparer.Ordinal);
    private readonly List<HttpListenerContext> _hanging = [];
    private HttpListener? _listener;
    private LineServerFault _fault;

    public int Port { get; } = FreePort.Next().Port;

    /// <summary>Requests that met the fault of now.</summary>
    public int Struck { get; private set; }

    /// <summary>Lines refused for good, each named in the answer.</summary>
    public int Refused { get; private set; }

    /// <summary>Each device's message of this number is refused for good while the server refuses.</summary>
    public int RefusedSeq { get; private set; } = int.MaxValue;

    public void Start()
    {
        var listener = _listener = new HttpListener();
        listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        listener.Start();
        _ = ServeAsync(listener);
    }

    /// <summary>As a killed process does: nobody listens, and what was under way breaks off.</summary>
    public void Kill()
    {
        BreakOffHanging();
        _listener?.Abort();
        _listener = null;
    }

    /// <summary>From now on refuses one message of each device: one that none of them has sent yet, or there would be nothing to refuse.</summary>
    public void RefuseOne(int seq)
    {
        RefusedSeq = seq;
        Misbehave(LineServerFault.Refuse);
    }

    public void Misbehave(LineServerFault fault)
    {
        lock (_gate)
            (_fault, Struck) = (fault, 0);
        if (fault != LineServerFault.Hang)
            BreakOffHanging();
    }

    /// <summary>What it holds of a device: how many messages, and of which seqs.</summary>
    public (int Messages, IReadOnlySet<int> Seqs) Holds(string device)
    {
        lock (_gate)
            return _kept.TryGetValue(device, out var kept) ? (kept.Count, kept.Values.ToHashSet()) : (0, new HashSet<int>());
    }

    public void Dispose() => Kill();

    private void BreakOffHanging()
    {
        lock (_gate)
        {
            foreach (var context in _hanging)
                BreakOff(context);
            _hanging.Clear();
        }
    }

    private async Task ServeAsync(HttpListener listener)
    {
        while (listener.IsListening)
        {
            try
            {
                Answer(await listener.GetContextAsync());
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException or IOException or InvalidDataException)
            {
                // This request's connection is gone, or the whole server.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        context.Response.AddHeader("X-Influxdb-Version", "1.8.10");
        lock (_gate)
        {
            if (context.Request.Url!.AbsolutePath == "/write")
                Write(context);
            else
                End(context, context.Request.Url.AbsolutePath == "/query" ? 200 : 204, """{"results":[{"statement_id":0}]}""");
        }
    }

    private void Write(HttpListenerContext context)
    {
        using var reader = new StreamReader(new GZipStream(context.Request.InputStream, CompressionMode.Decompress), Encoding.UTF8);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Struck++;
        switch (_fault)
        {
            case LineServerFault.Hang:
                _hanging.Add(context);
                break;
            case LineServerFault.Error:
                End(context, 500, "internal error");
                break;
            case LineServerFault.TooMany:
                End(context, 429, "too many requests");
                break;
            case LineServerFault.Half:
                Keep(lines.Take(lines.Length / 2));
                BreakOff(context);
                break;
            case LineServerFault.Refuse:
                Refuse(context, lines);
                break;
            default:
                Keep(lines);
                End(context, 204, "");
                break;
        }
    }

    /// <summary>Takes every line but those that it refuses, and says that there were some.</summary>
    private void Refuse(HttpListenerContext context, string[] lines)
    {
        var (refused, good) = (lines.Where(IsRefused).ToList(), lines.Where(line => !IsRefused(line)));
        Keep(good);
        if (refused.Count == 1 && lines.Length == 1)
            Refused++;
        End(context, refused.Count == 0 ? 204 : 400, "partial write: field type conflict");
    }

    private bool IsRefused(string line) => Read(line).Seq == RefusedSeq;

    private void Keep(IEnumerable<string> lines)
    {
        foreach (var (device, time, seq) in lines.Select(Read))
        {
            if (!_kept.TryGetValue(device, out var kept))
                kept = _kept[device] = [];
            kept[time] = seq;
        }
    }

    /// <summary><c>loudspeaker,device=load-1,… line_state=1,played_today_s=17,… 1795334400000000007</c></summary>
    private static (string Device, long Time, int Seq) Read(string line)
    {
        var parts = line.Split(' ');
        return (Value(parts[0], "device="), long.Parse(parts[^1], CultureInfo.InvariantCulture), int.Parse(Value(parts[1], "played_today_s="), CultureInfo.InvariantCulture));
    }

    private static string Value(string list, string name) => list.Split(',').First(part => part.StartsWith(name, StringComparison.Ordinal))[name.Length..];

    /// <summary>Aborting alone says 200 to who waits; nobody may take that for an answer.</summary>
    private static void BreakOff(HttpListenerContext context)
    {
        context.Response.StatusCode = 503;
        context.Response.Abort();
    }

    private static void End(HttpListenerContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        if (status != 204)
            context.Response.OutputStream.Write(Encoding.UTF8.GetBytes(text));
        context.Response.Close();
    }
}
