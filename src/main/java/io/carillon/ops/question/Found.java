package io.carillon.ops.question;

/** A page from all nodes, and how many of them it is from. */
public record Found<T>(Slice<T> slice, Nodes nodes) {}
