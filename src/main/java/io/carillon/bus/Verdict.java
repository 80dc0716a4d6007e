package io.carillon.bus;

import java.util.Optional;

/** Answers an {@link Authorization}; whoever answers nothing else has not said yes. */
public record Verdict(boolean allowed, Optional<String> reason) {}
