package io.carillon.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that holds, but not everywhere yet: some parts of the node have not confirmed it, at least one. */
public final class UnconfirmedReloadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** @param problems with the names of those parts in place of paths */
    public UnconfirmedReloadException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), null, false, false);
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
