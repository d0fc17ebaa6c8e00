namespace Ioc.Silo.Journal;

/// <summary>Which alerts about the centre itself are open, so that each is raised and cleared once.</summary>
internal readonly record struct CentreTold(bool Filling, bool StoreAway);
