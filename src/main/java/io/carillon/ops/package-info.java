/** What operators see: health, metrics, statistics and the HTTP API, on a listener of their own. */
package io.carillon.ops;
