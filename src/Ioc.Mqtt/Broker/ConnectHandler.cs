using System.Globalization;
using System.Net;
using System.Text;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Broker;

/// <summary>CONNECT: who calls, may he, and with which session (5.0 §3.1.4).</summary>
internal static class ConnectHandler
{
    public static async ValueTask HandleAsync(BrokerConnection connection, ConnectPacket connect)
    {
        BrokerParts parts = connection.Parts;
        connection.Speak(connect.Version);
        connection.Writer.Heed(connect.Properties);
        ReasonCode refusal = Judge(connect, parts);
        if (refusal != ReasonCode.Success)
        {
            Refuse(connection, refusal, Explain(refusal, parts.Limits));
            return;
        }

        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        string clientId = connect.ClientId.Length > 0 ? connect.ClientId : AssignedId(connection);
        if (!MayAuthenticate(clientId, address, parts))
        {
            Refuse(connection, ReasonCode.ConnectionRateExceeded, "Too many failed attempts from this address or with this client identifier");
            return;
        }

        ConnectDecision decision = await parts.Authenticator.AuthenticateAsync(RequestOf(connection, connect, clientId), connection.Closing);
        if (connection.IsClosing) return;
        if (decision.Reason != ReasonCode.Success)
        {
            bool isGuess = decision.Reason is ReasonCode.BadUserNameOrPassword or ReasonCode.NotAuthorized;
            if (isGuess) CountGuess(clientId, address, parts);
            Refuse(connection, decision.Reason, text: null);
            return;
        }

        // Only who has proved to be this client uses its allowance up.
        if (!parts.Clients.TryConnect(clientId))
        {
            Refuse(connection, ReasonCode.ConnectionRateExceeded, "This client identifier connects too often");
            return;
        }

        long expirySeconds = Math.Min(AskedExpiry(connect, parts), parts.Limits.SessionExpirySecondsMax);
        SessionGrant grant = await parts.Sessions.TakeAsync(clientId, connect.CleanStart, expirySeconds, connection);
        if (grant.Session is null)
        {
            Refuse(connection, grant.Refusal, grant.Refusal == ReasonCode.QuotaExceeded ? "There are as many sessions as there may be" : null);
            return;
        }

        Admit(connection, connect, clientId, grant.Session, grant.IsPresent, decision.State);
    }

    /// <summary>
    /// CONNACK for a CONNECT that could not be read: 5.0 clients are told the reason (§4.13.1), 3.1.1 clients only that the protocol
    /// level is not spoken here [MQTT-3.1.2-2]; who does not even say MQTT gets silence.
    /// </summary>
    public static void RefuseUnreadable(BrokerConnection connection, MalformedReason reason)
    {
        if (reason == MalformedReason.ProtocolNameInvalid) return;
        bool levelUnknown = reason == MalformedReason.ProtocolLevelUnsupported;
        if (connection.Version == ProtocolVersion.V311 && !levelUnknown) return;
        connection.Writer.Write(new ConnAckPacket { Reason = reason.Code(), Properties = levelUnknown ? null : Explained(reason.Text()) });
    }

    /// <summary>
    /// False after too many failures from there or in that name. In that name who comes from where its session was let in is heard all the same,
    /// and who comes from where nothing failed for a minute: whoever knows a device's name could else keep it out, above all one on a mobile network.
    /// </summary>
    private static bool MayAuthenticate(string clientId, IPAddress? address, BrokerParts parts)
    {
        if (address is null) return parts.Clients.MayAuthenticate(clientId);
        AddressTable addresses = parts.Connections.Addresses;
        return addresses.MayAuthenticate(address)
            && (parts.Clients.MayAuthenticate(clientId) || addresses.IsBlameless(address) || AddressTable.IsSame(address, parts.Sessions.Find(clientId)?.Address));
    }

    private static void CountGuess(string clientId, IPAddress? address, BrokerParts parts)
    {
        parts.Clients.AuthenticationFailed(clientId);
        if (address is not null) parts.Connections.Addresses.AuthenticationFailed(address);
    }

    private static ReasonCode Judge(ConnectPacket connect, BrokerParts parts)
    {
        if (parts.IsStopping) return ReasonCode.ServerUnavailable;
        if (Encoding.UTF8.GetByteCount(connect.ClientId) > parts.Limits.ClientIdBytesMax) return ReasonCode.ClientIdentifierNotValid;
        // [MQTT-3.1.3-8]: without an identifier there is no session to come back to.
        if (connect.ClientId.Length == 0 && connect.Version == ProtocolVersion.V311 && !connect.CleanStart)
        {
            return ReasonCode.ClientIdentifierNotValid;
        }

        ReasonCode will = JudgeWill(connect.Will, parts.Limits);
        if (will != ReasonCode.Success) return will;

        return connect.Properties?.AuthenticationMethod is null ? ReasonCode.Success : ReasonCode.BadAuthenticationMethod;
    }

    private static ReasonCode JudgeWill(WillMessage? will, MqttLimits limits)
    {
        if (will is null) return ReasonCode.Success;
        if (TopicName.Levels(Encoding.UTF8.GetBytes(will.Topic)) > limits.TopicLevelsMax) return ReasonCode.TopicNameInvalid;
        // [MQTT-3.2.2-12], [MQTT-3.2.2-13]
        if (will.Qos > limits.QosMax) return ReasonCode.QosNotSupported;
        return will.Retain && !limits.MayRetain ? ReasonCode.RetainNotSupported : ReasonCode.Success;
    }

    private static string AssignedId(BrokerConnection connection) =>
        connection.Parts.Options.AssignedClientIdPrefix + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    private static ConnectRequest RequestOf(BrokerConnection connection, ConnectPacket connect, string clientId) => new()
    {
        ClientId = clientId,
        UserName = connect.UserName,
        Password = connect.Password,
        HasPassword = connect.Password is not null,
        Version = connect.Version,
        RemoteEndPoint = connection.RemoteEndPoint,
        CertificateName = connection.CertificateName,
        CertificateIdentities = connection.CertificateIdentities,
        WillTopic = connect.Will?.Topic,
    };

    private static void Refuse(BrokerConnection connection, ReasonCode reason, string? text)
    {
        BrokerLog.Refused(connection.Parts.Log, connection.ConnectionId, reason);
        connection.Writer.Write(new ConnAckPacket { Reason = reason, Properties = Explained(text) });
        connection.RequestClose(CloseReason.RefusedAtConnect, reason);
    }

    private static PropertySet? Explained(string? text) => text is null ? null : new PropertySet { ReasonString = text };

    /// <summary>Where the code alone leaves a developer guessing.</summary>
    private static string? Explain(ReasonCode refusal, MqttLimits limits) => refusal switch
    {
        ReasonCode.ClientIdentifierNotValid => $"The client identifier is longer than {limits.ClientIdBytesMax} bytes",
        ReasonCode.TopicNameInvalid => $"The will's topic has more than {limits.TopicLevelsMax} levels",
        ReasonCode.QosNotSupported => $"The will's QoS is above {(int)limits.QosMax}",
        ReasonCode.RetainNotSupported => "The will is to be retained, where nothing is retained",
        ReasonCode.BadAuthenticationMethod => "Enhanced authentication is not offered",
        _ => null,
    };

    private static void Admit(
        BrokerConnection connection, ConnectPacket connect, string clientId, Session session, bool present, object? state)
    {
        BrokerParts parts = connection.Parts;
        bool v5 = connect.Version == ProtocolVersion.V500;
        long askedExpiry = AskedExpiry(connect, parts);
        bool shortened = v5 && (connect.KeepAliveSeconds == 0 || connect.KeepAliveSeconds > parts.Limits.KeepAliveSecondsMax);
        int keepAliveSeconds = shortened ? parts.Limits.KeepAliveSecondsMax : connect.KeepAliveSeconds;
        int window = Math.Min(connect.Properties?.ReceiveMaximum ?? ushort.MaxValue, parts.Limits.InflightMax);

        connection.Accept(connect, clientId, session, state, keepAliveSeconds);
        session.Address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        var answer = new ConnAckPacket { SessionPresent = present, Properties = v5 ? Answer(connect, clientId, session, parts, askedExpiry, shortened) : null };
        lock (session.Gate)
        {
            // Under the session's lock, so that no message gets ahead of CONNACK [MQTT-3.2.0-1].
            if (!connection.Writer.Write(answer))
            {
                // Nothing was said, so nothing more may be: [MQTT-3.14.0-1] wants a CONNACK before a DISCONNECT.
                parts.Metrics.CountFault(ProtocolFault.AnswerTooLargeForClient);
                connection.RequestClose(CloseReason.RefusedAtConnect, ReasonCode.PacketTooLarge);
                return;
            }

            session.Attach_NeedsLock(connection.Writer, window);
        }

        parts.Metrics.CountConnect();
        BrokerLog.Connected(parts.Log, connection.ConnectionId, clientId, connect.Version, present);
        parts.Observer?.Connected(connection);
        // A client whose session was kept need not subscribe again, and may not.
        foreach (string filter in session.Subscriptions.Keys) parts.Observer?.Subscribed(connection, filter);
    }

    /// <summary>A 3.1.1 session that is not clean has no end of its own; it gets ours.</summary>
    private static long AskedExpiry(ConnectPacket connect, BrokerParts parts) => connect.Version == ProtocolVersion.V500
        ? connect.Properties?.SessionExpirySeconds ?? 0
        : connect.CleanStart ? 0 : parts.Limits.SessionExpirySecondsMax;

    /// <summary>What is not said here has the value the specification gives it when it is absent (5.0 §3.2.2.3).</summary>
    private static PropertySet Answer(
        ConnectPacket connect, string clientId, Session session, BrokerParts parts, long askedExpiry, bool shortened) => new()
    {
        SessionExpirySeconds = askedExpiry == session.ExpirySeconds ? null : (uint)session.ExpirySeconds,
        AssignedClientId = connect.ClientId.Length == 0 ? clientId : null,
        ServerKeepAliveSeconds = shortened ? (ushort)parts.Limits.KeepAliveSecondsMax : null,
        ReceiveMaximum = parts.Limits.ReceiveMax == ushort.MaxValue ? null : (ushort)parts.Limits.ReceiveMax,
        TopicAliasMaximum = parts.Limits.TopicAliasMax == 0 ? null : (ushort)parts.Limits.TopicAliasMax,
        MaximumPacketBytes = (uint)parts.Limits.PacketBytesMax,
        MaximumQosIs1 = parts.Limits.QosMax switch { QualityOfService.ExactlyOnce => null, QualityOfService.AtLeastOnce => true, _ => false },
        RetainAvailable = parts.Limits.MayRetain ? null : false,
    };
}
