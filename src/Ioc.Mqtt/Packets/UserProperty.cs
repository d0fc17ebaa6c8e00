namespace Ioc.Mqtt.Packets;

internal readonly record struct UserProperty(string Name, string Value);
