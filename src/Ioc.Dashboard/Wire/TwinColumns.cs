namespace Ioc.Dashboard.Wire;

/// <summary>One column per property, of equal length: a row per twin.</summary>
/// <param name="Id">Of the device.</param>
/// <param name="Handle">Names it in changes.</param>
/// <param name="Kind">1 loudspeaker, 2 hotspot, 3 site.</param>
/// <param name="Name">Of the device.</param>
/// <param name="Unit">Code.</param>
/// <param name="Lat">Degrees.</param>
/// <param name="Lon">Degrees.</param>
/// <param name="Health">0 unknown, 1 ok, 2 degraded, 3 faulty, 4 offline.</param>
/// <param name="Conditions">Words of the conditions that hold.</param>
/// <param name="LastSeen">Unix ms; 0: never.</param>
/// <param name="Playing">1 while a broadcast is played.</param>
internal sealed record TwinColumns(
    IReadOnlyList<string> Id, IReadOnlyList<int> Handle, IReadOnlyList<int> Kind, IReadOnlyList<string> Name, IReadOnlyList<string> Unit,
    IReadOnlyList<double> Lat, IReadOnlyList<double> Lon, IReadOnlyList<int> Health, IReadOnlyList<IReadOnlyList<string>> Conditions,
    IReadOnlyList<long> LastSeen, IReadOnlyList<int> Playing);
