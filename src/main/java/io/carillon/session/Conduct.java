package io.carillon.session;

import io.carillon.protocol.CloseCode;
import io.carillon.protocol.ErrorCode;

/** The errors of a client's own making. Exists only for connections that have made any. */
final class Conduct {
    private Offences tooMany;
    private Offences malformed;

    static boolean isOffence(ErrorCode code) {
        return isTooMany(code) || code == ErrorCode.INVALID_MESSAGE;
    }

    private static boolean isTooMany(ErrorCode code) {
        return code.code() == ErrorCode.RATE_LIMITED.code();
    }

    /** Counts one, and closes the connection when there are too many of its kind. */
    void offend(ErrorCode code, WebSocketHandler socket) {
        if (isTooMany(code)) {
            tooMany = tooMany == null ? new Offences() : tooMany;
            closeIf(tooMany.add(socket.lastHeard()), CloseCode.RATE_LIMIT, socket);
        } else {
            malformed = malformed == null ? new Offences() : malformed;
            closeIf(malformed.add(socket.lastHeard()), CloseCode.BAD_REQUEST, socket);
        }
    }

    private static void closeIf(boolean over, CloseCode code, WebSocketHandler socket) {
        if (over) {
            socket.close(code);
        }
    }
}
