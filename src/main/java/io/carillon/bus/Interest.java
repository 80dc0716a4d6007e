package io.carillon.bus;

import io.carillon.channel.ChannelName;

/** A hub and a channel that it wants, or no longer wants. */
public record Interest(int hub, ChannelName channel) {}
