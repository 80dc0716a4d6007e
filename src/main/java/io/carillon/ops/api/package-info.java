/**
 * The HTTP API. Each call is an {@link io.carillon.ops.api.Endpoint} in a table: a method, a path, and what answers it.
 * {@link io.carillon.ops.api.Api} finds the one that a request means, whether it came by itself or in a batch, and
 * {@link io.carillon.ops.api.ApiErrors} turns whatever fails into the error object.
 */
package io.carillon.ops.api;
