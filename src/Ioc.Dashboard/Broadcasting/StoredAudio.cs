namespace Ioc.Dashboard.Broadcasting;

/// <param name="Path">Where a device fetches it: a path on this server.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="Seconds">Length.</param>
/// <param name="Kind">Speech, or the notice.</param>
internal sealed record StoredAudio(string Path, string Sha256, double Seconds, AudioKind Kind);
