package io.carillon.ops.api;

import java.util.Optional;

/**
 * What somebody wants to be published.
 *
 * @param data a JSON value in UTF-8, passed on byte for byte
 * @param key tells the same publish from another one
 * @param exclude the client that shall not get it
 */
record Message(byte[] data, Optional<String> key, Optional<String> exclude) {}
