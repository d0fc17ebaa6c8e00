namespace Ioc.Mqtt.Tests.Foreign;

public sealed class PahoTests() : ForeignClientTests(ForeignClient.Paho);
