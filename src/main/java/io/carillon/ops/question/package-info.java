/**
 * What nodes ask and tell each other about connections, channels and groups. There are three questions: {@code
 * connections}, {@code counts} and {@code command}. A node that is asked asks its own hubs over the bus, and answers with
 * what came back in time. The asker puts the answers of all nodes together.
 */
package io.carillon.ops.question;
