using System.Text.Json.Serialization;

namespace Ioc.Dashboard.Live;

/// <summary>JSON already written, once, for however many connections. <paramref name="onWriting"/> tells that it is being put into a connection's pipe.</summary>
[JsonConverter(typeof(RawJsonConverter))]
internal sealed class RawJson(ReadOnlyMemory<byte> utf8, Action? onWriting = null)
{
    public ReadOnlyMemory<byte> Utf8 { get; } = utf8;

    public void Writing() => onWriting?.Invoke();
}
