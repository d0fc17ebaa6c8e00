namespace Ioc.Gateway.Commands;

/// <summary>
/// Gives broadcasts small numbers, so that a command's tag (a long) can carry which broadcast and which device it was, and nothing has
/// to be kept per command. The last <see cref="GatewayLimits.BroadcastNumbersMax"/> are known; an older tag is nobody's.
/// </summary>
internal sealed class BroadcastNumbers
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _numberById = new(StringComparer.Ordinal);
    private readonly string?[] _idBySlot = new string?[GatewayLimits.BroadcastNumbersMax];
    private int _latest;

    /// <summary>A tag that is never 0: the broker reports no untagged deliveries.</summary>
    public long TagFor(string broadcastId, int deviceHandle) => ((long)NumberOf(broadcastId) << 32) | (uint)deviceHandle;

    public bool TryRead(long tag, out string broadcastId, out int deviceHandle)
    {
        var number = (int)(tag >> 32);
        deviceHandle = (int)(tag & uint.MaxValue);
        lock (_gate)
        {
            var known = number > 0 && number <= _latest && number > _latest - _idBySlot.Length;
            broadcastId = known ? _idBySlot[number % _idBySlot.Length]! : "";
            return known;
        }
    }

    private int NumberOf(string broadcastId)
    {
        lock (_gate)
        {
            if (_numberById.TryGetValue(broadcastId, out var number))
                return number;
            number = ++_latest;
            ref var slot = ref _idBySlot[number % _idBySlot.Length];
            if (slot is not null)
                _numberById.Remove(slot);
            slot = broadcastId;
            _numberById[broadcastId] = number;
            return number;
        }
    }
}
