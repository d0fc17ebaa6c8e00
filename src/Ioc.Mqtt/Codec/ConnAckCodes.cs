namespace Ioc.Mqtt.Codec;

/// <summary>The six return codes of 3.1.1 (§3.2.2.3) for the many reasons of 5.0, and back.</summary>
internal static class ConnAckCodes
{
    public static byte ToV311(ReasonCode reason) => reason switch
    {
        ReasonCode.Success => 0,
        ReasonCode.UnsupportedProtocolVersion => 1,
        ReasonCode.ClientIdentifierNotValid => 2,
        ReasonCode.BadUserNameOrPassword => 4,
        ReasonCode.NotAuthorized or ReasonCode.Banned or ReasonCode.BadAuthenticationMethod or ReasonCode.TopicNameInvalid => 5,
        _ => 3,
    };

    public static bool TryFromV311(byte code, out ReasonCode reason)
    {
        reason = code switch
        {
            0 => ReasonCode.Success,
            1 => ReasonCode.UnsupportedProtocolVersion,
            2 => ReasonCode.ClientIdentifierNotValid,
            3 => ReasonCode.ServerUnavailable,
            4 => ReasonCode.BadUserNameOrPassword,
            5 => ReasonCode.NotAuthorized,
            _ => ReasonCode.UnspecifiedError,
        };
        return code <= 5;
    }
}
