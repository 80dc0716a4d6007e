package io.carillon.testing;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs a node once, and lays down the classes that it loaded as the JVM likes them best (JEP 350): the tests start hundreds
 * of nodes, and each then needs a quarter to a third less CPU until it is ready.
 */
public final class ClassArchive {
    private ClassArchive() {}

    static Path of(Path jar) {
        return jar.resolveSibling("carillon.jsa");
    }

    /** @param arguments the path of the jar */
    public static void main(String[] arguments) throws IOException {
        System.setProperty("carillon.jar", arguments[0]);
        Path archive = of(Path.of(arguments[0]));
        Files.deleteIfExists(archive);
        int port = Ports.free();
        try (RedisProcess redis = RedisProcess.start()) {
            NodeConf conf = CarillonCluster.shared(redis)
                    .with("cluster.port", port)
                    .with("cluster.members", new JsonArray().add("127.0.0.1:" + port));
            try (CarillonProcess node =
                    CarillonProcess.begin(conf, List.of("-XX:ArchiveClassesAtExit=" + archive), List.of("-cluster"))) {
                node.awaitReady().terminate();
                node.awaitExit();
            }
        }
    }
}
