package io.carillon.broker;

import io.carillon.channel.ChannelName;
import java.util.List;

/**
 * What one node has to write about its members of one channel; all of it is done at once.
 *
 * @param lease under which the members are kept
 * @param known whether members of that lease have to be there already
 * @param announced whether joins and leaves are told to the channel's subscribers
 * @param steps done in this order; 1 to {@link #MAX_STEPS}
 */
public record Change(String lease, ChannelName channel, boolean known, boolean announced, List<Step> steps) {
    public static final int MAX_STEPS = 400;
}
