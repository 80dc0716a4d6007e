package io.carillon.ops.question;

/** What one node answers, and whether all of its hubs had a share in it. */
record Part<T>(T value, boolean whole) {}
