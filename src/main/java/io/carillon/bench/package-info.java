/**
 * The load generator. A coordinator ({@link io.carillon.bench.Bench}) starts workers, processes of the same program,
 * tells them what to do and adds up what they report, one line of JSON each way. A worker has one event loop, and all
 * that it knows is touched by that loop alone. What is heard is counted from its bytes; nothing is parsed per delivery.
 */
package io.carillon.bench;
