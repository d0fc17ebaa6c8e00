using System.Text;
using Ioc.Devices;
using Ioc.Devices.Rejections;
using Ioc.Gateway.Publishes;
using Ioc.Silo.Registry;

namespace Ioc.Gateway.OutsideBroker;

/// <summary>Whose message it is: with an outside broker, which let the device in, the topic names it.</summary>
internal static class BrokerTopic
{
    /// <summary>None: the device is registered and publishes under its own kind.</summary>
    /// <param name="topic">As it came.</param>
    /// <param name="registry">The devices now.</param>
    /// <param name="device">Whose.</param>
    /// <param name="named">What the topic calls it, where that is a device id; empty otherwise.</param>
    /// <param name="channel">The last level.</param>
    public static RejectionReason Read(string topic, RegistrySnapshot registry, out Device? device, out string named, out string channel)
    {
        (device, named, channel) = (null, "", "");
        if (topic.Split('/') is not ["ioc", "v1", var kind, var id, var word])
            return RejectionReason.UnknownTopic;
        channel = word;
        if (DeviceId.IsValid(id))
            named = id;
        if (!registry.DevicesById.TryGetValue(id, out device))
            return RejectionReason.UnknownDevice;
        if (string.Equals(kind, device.Kind.Word(), StringComparison.Ordinal))
            return RejectionReason.None;
        return DeviceTopics.IsContractTopic(Encoding.UTF8.GetBytes(topic)) ? RejectionReason.ForeignTopic : RejectionReason.UnknownTopic;
    }
}
