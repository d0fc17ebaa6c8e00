namespace Ioc.Host.Importing;

/// <summary>One thing wrong with an input file.</summary>
/// <param name="Line">Where it begins in the file, counted from 1; for GeoJSON the feature's number. 0: the file as a whole.</param>
/// <param name="Reason">What is wrong, for people.</param>
internal readonly record struct RowError(int Line, string Reason);
