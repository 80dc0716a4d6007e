package io.carillon.broker.redis;

import io.carillon.channel.ChannelName;
import io.carillon.metrics.Meters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what is dropped; a flood of it is logged once a second, never its content. */
final class ForeignPayloads {
    private static final Logger LOG = LoggerFactory.getLogger(ForeignPayloads.class);
    private static final long LOG_INTERVAL_MILLIS = 1_000;

    private final Meters meters;
    private long nextLog = Long.MIN_VALUE;
    private long sinceLog;

    ForeignPayloads(Meters meters) {
        this.meters = meters;
    }

    /** @param now milliseconds */
    void dropped(ChannelName channel, int bytes, long now) {
        meters.foreignPayload();
        sinceLog++;
        if (now >= nextLog) {
            LOG.atWarn()
                    .addKeyValue("channel", channel)
                    .addKeyValue("bytes", bytes)
                    .addKeyValue("dropped", sinceLog)
                    .log("Dropped a payload on Redis that is no message");
            nextLog = now + LOG_INTERVAL_MILLIS;
            sinceLog = 0;
        }
    }
}
