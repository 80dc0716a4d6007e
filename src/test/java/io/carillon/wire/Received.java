package io.carillon.wire;

/** What a socket brings next: a frame, or the end of the stream. */
public sealed interface Received permits Frame, End {}
