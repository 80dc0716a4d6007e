package io.carillon.bus;

/** The one body type on the bus, so that one codec serves every word; {@code value} may be null for "done". */
record Word(Object value) {}
