namespace Ioc.Host.Simulation.Province;

/// <summary>A point of the flat plane in which the fictional province is drawn: kilometres east and north of its middle.</summary>
internal readonly record struct PlanePoint(double EastKilometres, double NorthKilometres);
