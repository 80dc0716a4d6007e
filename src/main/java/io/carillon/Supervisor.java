package io.carillon;

import io.carillon.metrics.Meters;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Deploys the verticles of a process and keeps each of them alive. */
final class Supervisor {
    private final Vertx vertx;
    private final Meters meters;
    private final List<Post> posts = new ArrayList<>();

    Supervisor(Vertx vertx, Meters meters) {
        this.vertx = vertx;
        this.meters = meters;
    }

    /**
     * Deploys a verticle under a name; completes when it runs, fails when it does not start.
     *
     * @param verticles makes the first one and each that follows one that failed
     */
    Future<Post> deploy(String name, Supplier<? extends Deployable> verticles) {
        Post post = new Post(vertx, meters, name, verticles);
        synchronized (posts) {
            posts.add(post);
        }
        return post.open();
    }

    /** Names of verticles that do not run now. */
    List<String> down() {
        synchronized (posts) {
            return posts.stream().filter(post -> !post.isUp()).map(Post::name).toList();
        }
    }
}
