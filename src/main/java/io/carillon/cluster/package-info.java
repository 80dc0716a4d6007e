/** The nodes that belong together: membership by Hazelcast, questions between nodes on the clustered event bus. */
package io.carillon.cluster;
