/** How a line of the log is written: nothing that a caller sent can break it, or forge another. */
package io.carillon.logging;
