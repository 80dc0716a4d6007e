package io.carillon.bench;

import java.time.Duration;
import java.util.List;

/**
 * What a run is to do.
 *
 * @param urls servers; connections are spread over them
 * @param sources addresses to connect from; none: chosen by the system, on loopback many
 * @param processes workers, at least 1
 * @param rate messages a second of all publishers; 0: a closed loop
 * @param inFlight of a closed loop
 * @param warmUp time of publishing that makes no figures
 * @param duration of the measured phase
 * @param pids processes of the servers on this machine, whose CPU and memory are to be reported
 */
public record Settings(
        Scenario scenario,
        Plan plan,
        List<String> urls,
        List<String> sources,
        int processes,
        Entry entry,
        double rate,
        int inFlight,
        Duration warmUp,
        Duration duration,
        List<Long> pids)
        implements Load {

    public Settings {
        if (processes < 1) {
            throw new IllegalArgumentException("there must be a process");
        }
        urls.forEach(Target::of);
    }

    /** What is done with the connections. */
    public enum Scenario {
        FAN_OUT("fan-out"),
        CHANNELS("channels"),
        STORM("storm"),
        IDLE("idle"),
        CHURN("churn");

        private final String text;

        Scenario(String text) {
            this.text = text;
        }

        /** Its name on the command line. */
        public String text() {
            return text;
        }
    }
}
