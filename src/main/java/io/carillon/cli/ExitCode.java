package io.carillon.cli;

/** How the process ends. */
final class ExitCode {
    static final int OK = 0;
    static final int FAILED_START = 1;
    static final int USAGE = 2;

    private ExitCode() {}
}
