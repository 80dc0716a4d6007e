package io.carillon.chaos;

import io.carillon.testing.RedisSocket;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The Redis that the nodes share, in one of its forms. Used by one thread. */
interface Store extends AutoCloseable {
    /**
     * What a node is told of it.
     *
     * @param road port of loopback where the node's own way to Redis begins, for forms that can be behind one
     */
    JsonObject conf(int road);

    List<Long> pids();

    /** Ports of those that take writes now. */
    List<Integer> masters();

    /** Says the same to every master, and returns what they answer. */
    default List<Object> tell(String... command) throws IOException {
        List<Object> answers = new ArrayList<>();
        for (int port : masters()) {
            try (RedisSocket socket = new RedisSocket(port)) {
                answers.add(socket.command(command));
            }
        }
        return answers;
    }

    /** Keys that nothing will ever remove. */
    default List<String> immortalKeys() throws IOException {
        List<String> immortal = new ArrayList<>();
        for (int port : masters()) {
            try (RedisSocket socket = new RedisSocket(port)) {
                addImmortal(socket, immortal);
            }
        }
        return immortal;
    }

    private static void addImmortal(RedisSocket socket, List<String> immortal) throws IOException {
        String cursor = "0";
        do {
            List<?> answer = (List<?>) socket.command("SCAN", cursor, "COUNT", "1000");
            for (Object key : (List<?>) answer.get(1)) {
                if (socket.command("PTTL", key.toString()).equals(-1L)) {
                    immortal.add(key.toString());
                }
            }
            cursor = answer.get(0).toString();
        } while (!cursor.equals("0"));
    }

    @Override
    void close();
}
