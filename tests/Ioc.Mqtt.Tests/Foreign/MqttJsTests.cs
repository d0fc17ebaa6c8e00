namespace Ioc.Mqtt.Tests.Foreign;

public sealed class MqttJsTests() : ForeignClientTests(ForeignClient.MqttJs);
