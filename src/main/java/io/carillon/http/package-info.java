/** HTTP/1.1 as RFC 9112 wants it, before and beside the WebSocket: what both listeners put into the pipeline of a socket. */
package io.carillon.http;
