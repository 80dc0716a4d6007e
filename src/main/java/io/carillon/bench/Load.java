package io.carillon.bench;

import java.util.List;

/** What a scenario is to do. */
public sealed interface Load permits Settings, RecoverySettings {
    Plan plan();

    /** Servers; connections are spread over them. */
    List<String> urls();

    /** Addresses to connect from; none: chosen by the system, on loopback many. */
    List<String> sources();

    /** Workers, at least 1. */
    int processes();

    Entry entry();
}
