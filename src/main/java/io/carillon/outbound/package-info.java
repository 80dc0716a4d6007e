/**
 * Requests of the node's own, to URLs that the operator wrote: nothing that a client sends becomes a part of one. No
 * redirect is followed, answers are bounded in size and time, and some addresses are never entered.
 */
package io.carillon.outbound;
