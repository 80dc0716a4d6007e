package io.carillon.bus;

/** What a hub did on one pulse: connections pinged, and terminated for their silence. */
public record SweepReport(int hub, int pinged, int terminated) {}
