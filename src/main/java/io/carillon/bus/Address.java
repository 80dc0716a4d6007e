package io.carillon.bus;

/**
 * One place on this process's event bus and the one word that is spoken there.
 *
 * @param <W> the word: an immutable record, handed over by reference
 * @param <A> what is answered; {@code Void} where an answer only says "done"
 */
public record Address<W, A>(String name) {}
