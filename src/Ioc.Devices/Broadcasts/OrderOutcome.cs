namespace Ioc.Devices.Broadcasts;

/// <summary>What became of an order.</summary>
public enum OrderOutcome : byte
{
    Added,

    /// <summary>The id is known: nothing changed.</summary>
    Known,

    /// <summary><see cref="BroadcastLimits.ActiveMax"/> or <see cref="BroadcastLimits.RowsMax"/> is reached.</summary>
    TooMany,

    /// <summary>Outside the bounds of <see cref="BroadcastLimits"/>: id, text, audio length, expiry.</summary>
    Invalid,
}
