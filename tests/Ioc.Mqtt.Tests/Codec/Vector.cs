using Xunit.Sdk;

namespace Ioc.Mqtt.Tests.Codec;

/// <summary>One line of a vector file; serialised by its place, so that each is a test case of its own.</summary>
public sealed class Vector : IXunitSerializable
{
    public string Name { get; set; } = "";

    /// <summary>311 or 500.</summary>
    public int Version { get; set; }

    public string Bytes { get; set; } = "";

    /// <summary>A packet type, or <c>!</c> and a reason.</summary>
    public string Expect { get; set; } = "";

    /// <summary>False for valid packets that we would write in a shorter form.</summary>
    public bool Canonical { get; set; } = true;

    /// <summary>A valid packet that a broker still refuses from a client: the reason it gives in 5.0; empty for the others.</summary>
    public string Broker { get; set; } = "";

    public bool IsValid => !Expect.StartsWith('!');

    internal ProtocolVersion Protocol => Version == 311 ? ProtocolVersion.V311 : ProtocolVersion.V500;

    public void Deserialize(IXunitSerializationInfo info)
    {
        Name = info.GetValue<string>(nameof(Name))!;
        Version = info.GetValue<int>(nameof(Version));
        Bytes = info.GetValue<string>(nameof(Bytes))!;
        Expect = info.GetValue<string>(nameof(Expect))!;
        Canonical = info.GetValue<bool>(nameof(Canonical));
        Broker = info.GetValue<string>(nameof(Broker))!;
    }

    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue(nameof(Name), Name);
        info.AddValue(nameof(Version), Version);
        info.AddValue(nameof(Bytes), Bytes);
        info.AddValue(nameof(Expect), Expect);
        info.AddValue(nameof(Canonical), Canonical);
        info.AddValue(nameof(Broker), Broker);
    }

    public override string ToString() => $"{Version} {Name}";
}
