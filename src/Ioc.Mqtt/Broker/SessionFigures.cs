namespace Ioc.Mqtt.Broker;

/// <summary>All sessions summed up; a moment's view, taken without stopping anybody.</summary>
internal readonly record struct SessionFigures(int Count, int Connected, long Inflight, long Queued);
