package io.carillon.auth;

/** What a token proved to say. */
record VerifiedToken(Identity identity, Validity validity) {}
