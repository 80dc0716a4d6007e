package io.carillon.config;

import java.util.List;
import java.util.Optional;

/**
 * The Hazelcast cluster that {@code -cluster} joins.
 *
 * @param members {@code host:port} of nodes to join through; multicast is never used
 */
public record ClusterConfig(
        String name, Optional<String> host, int port, List<String> members, Optional<Kubernetes> kubernetes) {
    /** Members are found through the endpoints of a headless service. */
    public record Kubernetes(String service, String namespace) {
        static Optional<Kubernetes> from(Section in) {
            Optional<String> service = in.find("service", NAME);
            Optional<String> namespace = in.find("namespace", NAME);
            in.check(service.isPresent() || namespace.isEmpty(), "needed beside namespace", in.at("service"));
            in.check(namespace.isPresent() || service.isEmpty(), "needed beside service", in.at("namespace"));
            return service.flatMap(name -> namespace.map(space -> new Kubernetes(name, space)));
        }
    }

    private static final Text NAME = Text.of("[A-Za-z0-9_.-]{1,100}", "1 to 100 characters of A-Z a-z 0-9 _ . -");

    static ClusterConfig from(Section in) {
        ClusterConfig cluster = new ClusterConfig(
                in.get("name", NAME, "carillon"),
                in.find("host", Network.HOST),
                in.get("port", WholeNumber.PORT, 5701),
                in.list("members", Network.MEMBER),
                Kubernetes.from(in.section("kubernetes")));
        in.check(
                cluster.members.isEmpty() || cluster.kubernetes.isEmpty(),
                "must be empty because cluster.kubernetes is given",
                in.at("members"));
        return cluster;
    }
}
