package io.carillon.channel;

/**
 * One message of a channel on its way to the subscribers: the finished JSON text that every one of them gets, in UTF-8.
 * It is passed between verticles by reference; nobody may change {@code text}.
 */
public record Publication(ChannelName channel, byte[] text) {}
