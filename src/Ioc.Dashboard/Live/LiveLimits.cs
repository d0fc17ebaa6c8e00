using Microsoft.AspNetCore.Http.Connections;

namespace Ioc.Dashboard.Live;

/// <summary>Bounds of the live edge, with their reasons.</summary>
internal static class LiveLimits
{
    /// <summary>What a browser says is a scope: 32 KiB is SignalR's own default and far more than needed.</summary>
    public const int ReceiveBytesMax = 32 * 1024;

    /// <summary>Bytes written to a connection before writing waits for the browser to read: one ordinary batch.</summary>
    public const int TransportBufferBytes = 256 * 1024;

    /// <summary>Batches that wait for one connection; at 5 per second about 3 s. Then the oldest go and the browser sees the gap.</summary>
    public const int OutboxBatchesMax = 16;

    /// <summary>Different scopes at once: every commune of a province and some hundred open devices.</summary>
    public const int PumpsMax = 1_024;

    /// <summary>Of them one account's: a wall of screens, and what its people look at; nobody alone keeps the others out.</summary>
    public const int ScopesPerAccountMax = 64;

    /// <summary>docs/api.md: an empty batch says that the line is alive.</summary>
    public const int HeartbeatSeconds = 5;

    /// <summary>
    /// After a registry change everybody subscribes again; one edit after the other, or an import in parts, makes them do so once per this time.
    /// </summary>
    public const int RefreshSecondsMin = 5;

    /// <summary>Wait before a failed pump opens its scope again.</summary>
    public const int ReopenSeconds = 1;

    /// <summary>Broadcasts an overview carries: those on air and the latest; older ones come from GET /api/v1/broadcasts.</summary>
    public const int BroadcastsMax = 200;

    public static void Transport(HttpConnectionDispatcherOptions options)
    {
        options.ApplicationMaxBufferSize = ReceiveBytesMax * 2;
        options.TransportMaxBufferSize = TransportBufferBytes;
        options.AllowStatefulReconnects = false;
        options.CloseOnAuthenticationExpiration = true;
    }
}
