namespace Ioc.Devices.Alerts;

/// <summary>Takes findings as a twin makes them; called on the shard that runs the twin, in the order they happened.</summary>
public interface IFindingSink
{
    void Add(in Finding finding);
}
