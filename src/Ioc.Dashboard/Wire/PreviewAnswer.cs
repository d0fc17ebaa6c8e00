namespace Ioc.Dashboard.Wire;

/// <param name="Clusters">Loudspeaker clusters the order would reach, each once.</param>
/// <param name="Online">Of them, those not offline and heard at least once.</param>
/// <param name="People">Registered people of the target units, nested units once; for a single device those of its hamlet.</param>
/// <param name="Offline">Ids of the others, at most 100.</param>
internal sealed record PreviewAnswer(int Clusters, int Online, long People, IReadOnlyList<string> Offline);
