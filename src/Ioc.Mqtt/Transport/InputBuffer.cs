using System.Buffers;
using System.Diagnostics;

namespace Ioc.Mqtt.Transport;

/// <summary>
/// Received bytes not handled yet. The array is rented when bytes are there and given back when all are handled; what waits for the rest
/// of its packet moves into an array of its own size. So what a client costs is what it sent, at most one packet
/// (<see cref="MqttLimits.PacketBytesMax"/>), however many clients send half of one.
/// </summary>
internal struct InputBuffer
{
    /// <summary>One receive; a busy publisher's hundred messages. Each receiving thread holds one at a time, so it may be large.</summary>
    public const int ReceiveBytes = 16 * 1024;

    private byte[]? _bytes;
    private int _start;
    private int _end;

    public readonly ReadOnlySequence<byte> Unread => _bytes is null ? default : new ReadOnlySequence<byte>(_bytes, _start, _end - _start);

    /// <summary>Where the next bytes go, behind those that wait; never empty.</summary>
    public Memory<byte> Room()
    {
        int unread = _end - _start;
        if (_bytes is null || _bytes.Length - unread < ReceiveBytes / 2) Move(Math.Max(ReceiveBytes, unread * 2));
        else if (_start > 0 && _bytes.Length - _end < ReceiveBytes / 2) MoveToFront();
        return _bytes.AsMemory(_end);
    }

    public void Received(int count)
    {
        Debug.Assert(_bytes is not null && count <= _bytes.Length - _end, "BUG: more received than there was room");
        _end += count;
    }

    public void Consume(int count)
    {
        _start += count;
        Debug.Assert(_start <= _end, "BUG: more consumed than received");
        if (_start == _end) Release();
    }

    /// <summary>Before a wait that may be long: half a packet must not hold a whole receive's array.</summary>
    public void Shrink()
    {
        int unread = _end - _start;
        if (unread == 0) Release();
        else if (_bytes!.Length > unread * 4) Move(unread);
    }

    public void Release()
    {
        if (_bytes is null) return;
        ArrayPool<byte>.Shared.Return(_bytes);
        Abandon();
    }

    /// <summary>The transport may still write into the array: it is the collector's.</summary>
    public void Abandon()
    {
        _bytes = null;
        _start = 0;
        _end = 0;
    }

    private void Move(int bytes)
    {
        byte[] moved = ArrayPool<byte>.Shared.Rent(bytes);
        int unread = _end - _start;
        if (_bytes is not null)
        {
            _bytes.AsSpan(_start, unread).CopyTo(moved);
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = moved;
        _start = 0;
        _end = unread;
    }

    private void MoveToFront()
    {
        _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
        _end -= _start;
        _start = 0;
    }
}
