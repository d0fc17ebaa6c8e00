namespace Ioc.Dashboard.Live;

/// <summary>What a browser wants to follow: with a device that twin whole, else the overview of a unit and all below it, else of everything.</summary>
internal sealed record SubscribeRequest(string? Unit = null, string? Device = null);
