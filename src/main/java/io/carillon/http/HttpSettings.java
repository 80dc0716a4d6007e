package io.carillon.http;

/**
 * How one listener speaks HTTP.
 *
 * @param maxHeaderSize bytes of a request's head, its first line among them
 * @param keepAliveSeconds announced to clients whose connection lives on; 0 where none does
 */
public record HttpSettings(int maxHeaderSize, int keepAliveSeconds) {}
