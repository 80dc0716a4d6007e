package io.carillon.bus;

/** Asks for the metrics as Prometheus text. */
public record Scrape() {}
