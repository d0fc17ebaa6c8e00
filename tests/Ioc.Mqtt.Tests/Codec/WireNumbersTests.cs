using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Tests.Codec;

/// <summary>Numbers that stand on the wire. If one of these fails, the code is wrong, not the test.</summary>
public sealed class WireNumbersTests
{
    [Theory]
    [InlineData(typeof(QualityOfService), "AtMostOnce=0 AtLeastOnce=1 ExactlyOnce=2")]
    [InlineData(typeof(ProtocolVersion), "V311=4 V500=5")]
    [InlineData(typeof(PacketType), "Reserved=0 Connect=1 ConnAck=2 Publish=3 PubAck=4 PubRec=5 PubRel=6 PubComp=7 Subscribe=8 SubAck=9 "
        + "Unsubscribe=10 UnsubAck=11 PingReq=12 PingResp=13 Disconnect=14 Auth=15")]
    [InlineData(typeof(RetainHandling), "Send=0 SendIfNew=1 DoNotSend=2")]
    [InlineData(typeof(PropertyId), "PayloadFormatIndicator=1 MessageExpiryInterval=2 ContentType=3 ResponseTopic=8 CorrelationData=9 "
        + "SubscriptionIdentifier=11 SessionExpiryInterval=17 AssignedClientIdentifier=18 ServerKeepAlive=19 AuthenticationMethod=21 "
        + "AuthenticationData=22 RequestProblemInformation=23 WillDelayInterval=24 RequestResponseInformation=25 ResponseInformation=26 "
        + "ServerReference=28 ReasonString=31 ReceiveMaximum=33 TopicAliasMaximum=34 TopicAlias=35 MaximumQos=36 RetainAvailable=37 "
        + "UserProperty=38 MaximumPacketSize=39 WildcardSubscriptionAvailable=40 SubscriptionIdentifierAvailable=41 SharedSubscriptionAvailable=42")]
    [InlineData(typeof(ReasonCode), "Success=0 GrantedQos1=1 GrantedQos2=2 DisconnectWithWill=4 NoMatchingSubscribers=16 NoSubscriptionExisted=17 "
        + "ContinueAuthentication=24 Reauthenticate=25 UnspecifiedError=128 MalformedPacket=129 ProtocolError=130 "
        + "ImplementationSpecificError=131 UnsupportedProtocolVersion=132 ClientIdentifierNotValid=133 BadUserNameOrPassword=134 "
        + "NotAuthorized=135 ServerUnavailable=136 ServerBusy=137 Banned=138 ServerShuttingDown=139 BadAuthenticationMethod=140 "
        + "KeepAliveTimeout=141 SessionTakenOver=142 TopicFilterInvalid=143 TopicNameInvalid=144 PacketIdentifierInUse=145 "
        + "PacketIdentifierNotFound=146 ReceiveMaximumExceeded=147 TopicAliasInvalid=148 PacketTooLarge=149 MessageRateTooHigh=150 "
        + "QuotaExceeded=151 AdministrativeAction=152 PayloadFormatInvalid=153 RetainNotSupported=154 QosNotSupported=155 "
        + "UseAnotherServer=156 ServerMoved=157 SharedSubscriptionsNotSupported=158 ConnectionRateExceeded=159 MaximumConnectTime=160 "
        + "SubscriptionIdentifiersNotSupported=161 WildcardSubscriptionsNotSupported=162")]
    public void The_wire_numbers_never_change(Type type, string golden)
    {
        ArgumentNullException.ThrowIfNull(type);
        IEnumerable<string> actual = Enum.GetValues(type).Cast<Enum>()
            .Select(value => $"{value}={Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)}");
        Assert.Equal(golden, string.Join(' ', actual));
    }
}
