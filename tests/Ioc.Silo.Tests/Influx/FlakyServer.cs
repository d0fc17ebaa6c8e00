using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;

namespace Ioc.Silo.Tests.Influx;

/// <summary>Answers as it is told to: what no real server can be made to do on demand.</summary>
internal sealed class FlakyServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<HttpListenerContext> _hanging = new();

    public FlakyServer()
    {
        Address = new Uri($"http://127.0.0.1:{SeriesServer.FreePort()}/");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>Statuses for the next writes; 204 when empty. Lines of a refused request are not taken.</summary>
    public ConcurrentQueue<int> NextStatuses { get; } = new();

    /// <summary>What it says after it has taken everything, as if the answer had got lost behind it; null: that it has.</summary>
    public int? StatusAfterTaking { get; set; }

    /// <summary>Refuses a request that has a line with this text.</summary>
    public string? Poison { get; set; }

    /// <summary>Takes requests and answers none of them, as a server on a stalled disk does.</summary>
    public bool Hangs { get; set; }

    /// <summary>Requests that were taken while it hung.</summary>
    public int Hanging => _hanging.Count;

    public int PingStatus { get; set; } = 204;

    /// <summary>What every question is answered with.</summary>
    public string QueryAnswer { get; set; } = """{"results":[{"statement_id":0}]}""";

    /// <summary>What the pages of refused writes say they are.</summary>
    public string? ContentType { get; set; }

    public int BodyBytesMax { get; set; } = int.MaxValue;

    /// <summary>Every line taken, the same line once.</summary>
    public ConcurrentDictionary<string, int> Lines { get; } = new(StringComparer.Ordinal);

    public int Writes { get; private set; }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                Answer(await _listener.GetContextAsync());
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        if (Hangs)
        {
            _hanging.Enqueue(context);
            return;
        }

        context.Response.AddHeader("X-Influxdb-Version", "1.8.10");
        if (ContentType is not null)
            context.Response.ContentType = ContentType;
        context.Response.StatusCode = context.Request.Url!.AbsolutePath switch
        {
            "/write" => Take(context.Request),
            "/query" => Query(context.Response),
            _ => PingStatus,
        };
        if (context.Response.StatusCode >= 400)
            context.Response.OutputStream.Write("<p>What went wrong, in words.</p>"u8);
        context.Response.Close();
    }

    private int Take(HttpListenerRequest request)
    {
        Writes++;
        using var reader = new StreamReader(new GZipStream(request.InputStream, CompressionMode.Decompress), Encoding.UTF8);
        var text = reader.ReadToEnd();
        if (NextStatuses.TryDequeue(out var status) && status != 204)
            return status;
        if (text.Length > BodyBytesMax)
            return 413;
        if (Poison is not null && text.Contains(Poison, StringComparison.Ordinal))
            return 400;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Lines.AddOrUpdate(line, 1, static (_, times) => times + 1);
        return StatusAfterTaking ?? 204;
    }

    private int Query(HttpListenerResponse response)
    {
        response.OutputStream.Write(Encoding.UTF8.GetBytes(QueryAnswer));
        return 200;
    }
}
