package io.carillon.bus;

/** Another configuration holds: whoever has made something of the former one makes it of this one. */
public record Reload() {}
