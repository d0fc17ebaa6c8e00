namespace Ioc.Silo;

/// <summary>A store refuses checkpoints: what it says, and since when. The journal keeps everything meanwhile.</summary>
public sealed record StoreTrouble(string Reason, DateTimeOffset Since);
