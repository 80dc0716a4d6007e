/** The clock of the node: it says when each hub shall look after which of its connections. */
package io.carillon.heartbeat;
