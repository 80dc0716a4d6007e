package io.carillon.ops;

import io.carillon.broker.BrokerUnavailableException;
import io.carillon.metrics.Meters;
import io.carillon.protocol.ErrorCode;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where the API's failures become the error object and an HTTP status. */
final class ApiErrors {
    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    private final Meters meters;

    ApiErrors(Meters meters) {
        this.meters = meters;
    }

    /** Answers everything that ends without an answer of its own: unknown paths, bodies too large, exceptions. */
    void handle(Router router) {
        for (int status : new int[] {400, 404, 405, 406, 413, 415, 500}) {
            router.errorHandler(status, this::answer);
        }
    }

    /** Ends the request with an error of the caller's making. */
    static void fail(RoutingContext context, ErrorCode code, String message) {
        JsonObject error = new JsonObject()
                .put("type", "error")
                .put("code", code.code())
                .put("name", code.text())
                .put("message", message);
        context.response().setStatusCode(code.code());
        context.json(error);
    }

    private void answer(RoutingContext context) {
        ErrorCode code = code(context);
        if (code == ErrorCode.INTERNAL) {
            meters.internalError();
            LOG.atError().setCause(context.failure()).log("Ops request failed");
        }
        if (context.response().headWritten()) {
            context.request().connection().close();
        } else {
            fail(context, code, code.defaultMessage());
        }
    }

    /** A known path with another method is answered like an unknown one: the catalogue of errors has no 405. */
    private static ErrorCode code(RoutingContext context) {
        if (context.failure() instanceof BrokerUnavailableException) {
            return ErrorCode.BROKER_UNAVAILABLE;
        }
        return switch (context.statusCode()) {
            case 404, 405 -> ErrorCode.NOT_FOUND;
            case 413 -> ErrorCode.TOO_LARGE;
            case 500 -> ErrorCode.INTERNAL;
            default -> ErrorCode.INVALID_MESSAGE;
        };
    }
}
