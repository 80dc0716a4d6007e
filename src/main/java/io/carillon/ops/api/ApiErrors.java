package io.carillon.ops.api;

import io.carillon.broker.BrokerUnavailableException;
import io.carillon.metrics.Meters;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where the API's failures become the error object and an HTTP status. */
public final class ApiErrors {
    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    private final Meters meters;

    public ApiErrors(Meters meters) {
        this.meters = meters;
    }

    /** Answers everything that ends without an answer of its own: unknown paths, bodies too large, exceptions. */
    public void handle(Router router) {
        router.route().failureHandler(ApiErrors::goOnUnlessGone);
        for (int status : new int[] {400, 404, 405, 406, 413, 415, 417, 500}) {
            router.errorHandler(status, this::answer);
        }
    }

    /** A caller that has gone, or that was told of malformed HTTP already, gets nothing, and is no error of ours. */
    private static void goOnUnlessGone(RoutingContext context) {
        if (!context.response().closed()) {
            context.next();
        }
    }

    /** Ends the request with an error of the caller's making. */
    public static void fail(RoutingContext context, ErrorCode code, String message) {
        ApiRoute.send(context, reply(code, message));
    }

    /** Ends a request whose path has other methods than that of the request. */
    public static void failMethod(RoutingContext context, List<String> methods) {
        ApiRoute.send(context, wrongMethod(new MethodNotAllowedException(methods)));
    }

    private static Reply wrongMethod(MethodNotAllowedException wrong) {
        return reply(ErrorCode.METHOD_NOT_ALLOWED, "Use one of " + wrong.allowed())
                .withHeader("Allow", wrong.allowed());
    }

    /** What a failure is answered; one of our own making is logged. */
    Reply reply(Throwable failure) {
        if (failure instanceof ProtocolException refused) {
            Reply reply = reply(refused.code(), refused.getMessage());
            return refused.code() == ErrorCode.UNSUPPORTED_ENCODING
                    ? reply.withHeader("Accept-Encoding", BodyCoding.ACCEPTED)
                    : reply;
        }
        if (failure instanceof MethodNotAllowedException wrong) {
            return wrongMethod(wrong);
        }
        if (failure instanceof NobodyFoundException nobody) {
            JsonObject error = error(ErrorCode.NOT_FOUND, nobody.getMessage())
                    .put("nodes", nobody.nodes().toJson());
            return new Reply(ErrorCode.NOT_FOUND.code(), error.toBuffer());
        }
        if (failure instanceof BrokerUnavailableException) {
            return reply(ErrorCode.BROKER_UNAVAILABLE, ErrorCode.BROKER_UNAVAILABLE.defaultMessage());
        }
        meters.internalError();
        LOG.atError().setCause(failure).log("Ops request failed");
        return reply(ErrorCode.INTERNAL, ErrorCode.INTERNAL.defaultMessage());
    }

    private static Reply reply(ErrorCode code, String message) {
        return new Reply(code.code(), error(code, message).toBuffer());
    }

    /** The error object. */
    static JsonObject error(ErrorCode code, String message) {
        return new JsonObject()
                .put("type", "error")
                .put("code", code.code())
                .put("name", code.text())
                .put("message", message);
    }

    private void answer(RoutingContext context) {
        Reply reply = context.statusCode() == 500 ? reply(context.failure()) : reply(code(context.statusCode()));
        if (context.response().headWritten()) {
            context.request().connection().close();
        } else {
            ApiRoute.send(context, reply);
        }
    }

    private static Reply reply(ErrorCode code) {
        return reply(code, code.defaultMessage());
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 413 -> ErrorCode.TOO_LARGE;
            default -> ErrorCode.INVALID_MESSAGE;
        };
    }
}
