/**
 * Who is told of events and who is asked for permission. The {@code Journal} brings what happens on this node into the
 * store, with the events in the same step; the {@code Courier} of one node posts the events of all; the {@code Doorkeeper}
 * asks whether a client may do something.
 */
package io.carillon.hooks;
