package io.carillon.broker;

import io.carillon.channel.ChannelName;
import io.carillon.metrics.Meters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what other programs sent and is dropped; a flood of it is logged once a second, never its content. */
public final class ForeignPayloads {
    private static final Logger LOG = LoggerFactory.getLogger(ForeignPayloads.class);
    private static final long LOG_INTERVAL_MILLIS = 1_000;

    private final Meters meters;
    private long nextLog = Long.MIN_VALUE;
    private long sinceLog;

    public ForeignPayloads(Meters meters) {
        this.meters = meters;
    }

    /** @param now milliseconds */
    public void dropped(ChannelName channel, int bytes, long now) {
        meters.foreignPayload();
        sinceLog++;
        if (now >= nextLog) {
            LOG.atWarn()
                    .addKeyValue("channel", channel)
                    .addKeyValue("bytes", bytes)
                    .addKeyValue("dropped", sinceLog)
                    .log("Dropped an invalid payload of another program from the broker");
            nextLog = now + LOG_INTERVAL_MILLIS;
            sinceLog = 0;
        }
    }
}
