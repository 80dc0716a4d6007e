/**
 * Who are you, may you. A token becomes an {@link io.carillon.auth.Identity} in this order, and the first rule that it
 * breaks ends the way: shape and header ({@code CompactToken}), key ({@code Keys}), signature ({@code
 * VerificationKey}), claims ({@code ClaimRules}). What an identity may do with a channel is {@link
 * io.carillon.auth.Permissions}.
 */
package io.carillon.auth;
