package io.carillon.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How verticles of one process speak: typed addresses, immutable words by reference, never over the network. Between a
 * given speaker and a given listener, words arrive in order.
 */
public final class Bus {
    private static final DeliveryOptions LOCAL =
            new DeliveryOptions().setLocalOnly(true).setCodecName(ReferenceCodec.NAME);

    private final EventBus eventBus;

    /** Made once per Vert.x: it registers the codec that passes words by reference. */
    public Bus(Vertx vertx) {
        eventBus = vertx.eventBus();
        eventBus.registerCodec(new ReferenceCodec());
    }

    /** To one listener; without effect when there is none. */
    public <W> void tell(Address<W, ?> address, W word) {
        eventBus.send(address.name(), new Word(word), LOCAL);
    }

    /** To every listener. */
    public <W> void tellAll(Address<W, ?> address, W word) {
        eventBus.publish(address.name(), new Word(word), LOCAL);
    }

    /** To one listener, for an answer; fails when there is no listener or no answer within the deadline. */
    @SuppressWarnings("unchecked")
    public <W, A> Future<A> ask(Address<W, A> address, W word, Duration deadline) {
        DeliveryOptions options = new DeliveryOptions(LOCAL).setSendTimeout(deadline.toMillis());
        return eventBus.<Word>request(address.name(), new Word(word), options)
                .map(reply -> (A) reply.body().value());
    }

    /**
     * Listens on the calling verticle's event loop until the verticle is undeployed. What the listener throws reaches the
     * exception handler of that verticle's context.
     */
    @SuppressWarnings("unchecked")
    public <W> MessageConsumer<?> listen(Address<W, ?> address, Consumer<W> listener) {
        return hear(address, word -> listener.accept((W) word.body().value()));
    }

    /** Like {@link #listen}, for words that want an answer. */
    @SuppressWarnings("unchecked")
    public <W, A> MessageConsumer<?> answer(Address<W, A> address, Function<W, Future<A>> answer) {
        return hear(
                address,
                word -> answer.apply((W) word.body().value())
                        .onComplete(value -> word.reply(new Word(value), LOCAL), failure -> refuse(word, failure)));
    }

    /** The event bus itself swallows what a consumer throws, and nobody would know of a verticle that is broken. */
    private MessageConsumer<?> hear(Address<?, ?> address, Consumer<Message<Word>> listener) {
        return eventBus.<Word>localConsumer(address.name(), word -> {
            try {
                listener.accept(word);
            } catch (RuntimeException | Error failure) {
                ContextInternal.current().reportException(failure);
            }
        });
    }

    private static void refuse(Message<?> message, Throwable failure) {
        message.fail(0, failure.getMessage());
    }
}
