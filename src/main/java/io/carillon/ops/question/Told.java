package io.carillon.ops.question;

import io.carillon.bus.Outcome;

/** What has become of a command on all nodes, and how many of them have said so. */
public record Told(Outcome outcome, Nodes nodes) {}
