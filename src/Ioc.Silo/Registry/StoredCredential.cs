namespace Ioc.Silo.Registry;

/// <summary>What is kept of one device's credentials: hashes only.</summary>
/// <param name="Sha256">The credential in force; null: taken away.</param>
/// <param name="Former">The one before, where a rotation lets it open a while longer.</param>
/// <param name="FormerUntilMs">Until when it opens, Unix ms.</param>
/// <param name="ChangedAtMs">When the one in force was made or taken away; null: before this was noted.</param>
internal sealed record StoredCredential(byte[]? Sha256, byte[]? Former, long FormerUntilMs, long? ChangedAtMs);
