package io.carillon.channel;

/**
 * A client in a channel, as others see it.
 *
 * @param clientId its connection's, no other's in the cluster
 * @param user has no control character in it
 * @param text the JSON object {@code {"clientId":I,"user":U,"info":any}}, without white space around the first name
 */
public record Member(String clientId, String user, String text) {}
