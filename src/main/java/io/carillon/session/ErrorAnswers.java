package io.carillon.session;

import io.carillon.auth.AuthenticatorBusyException;
import io.carillon.broker.BrokerUnavailableException;
import io.carillon.channel.ChannelName;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import io.carillon.protocol.ServerFrames;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told when a request fails. What is our own fault is counted and logged, and told without a word of it. */
record ErrorAnswers(Loop loop) {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    /** Of a token that did not pass; why is nobody's business. */
    byte[] ofToken(Connection connection, Throwable refusal, Optional<String> id) {
        return of(connection, judged(refusal), id, Optional.empty());
    }

    private static Throwable judged(Throwable refusal) {
        if (refusal instanceof BrokerUnavailableException) {
            return refusal;
        }
        return refusal instanceof AuthenticatorBusyException
                ? new ProtocolException(ErrorCode.LIMIT_REACHED, "Too many tokens to verify")
                : new ProtocolException(ErrorCode.AUTHENTICATION_FAILED);
    }

    byte[] of(Connection connection, Throwable failure, Optional<String> id, Optional<ChannelName> channel) {
        ErrorCode code = ErrorCode.INTERNAL;
        String message = code.defaultMessage();
        if (failure instanceof ProtocolException refused) {
            code = refused.code();
            message = refused.getMessage();
            connection.offend(code);
        } else if (failure instanceof BrokerUnavailableException) {
            code = ErrorCode.BROKER_UNAVAILABLE;
            message = code.defaultMessage();
        } else {
            loop.meters().internalError();
            LOG.atError().setCause(failure).log("A request failed");
        }
        return ServerFrames.error(code, message, id, channel.map(ChannelName::value));
    }
}
