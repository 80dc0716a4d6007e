package io.carillon.wire;

/** One named demand on a WebSocket server that echoes messages, checked on connections of its own. */
record Case(String name, Check check) {
    /** @see #run */
    interface Check {
        void run(int port) throws Exception;
    }

    /** A check on one connection that has been upgraded already. */
    interface Talk {
        void with(Dialogue dialogue) throws Exception;
    }

    static Case talk(String name, Talk talk) {
        return new Case(name, port -> {
            try (Dialogue dialogue = Dialogue.with(port)) {
                talk.with(dialogue);
            }
        });
    }

    /** These bytes make the server close with one of these codes, and answer nothing else. */
    static Case refused(String name, byte[] bytes, Integer... codes) {
        return talk(name, dialogue -> dialogue.send(bytes).expectClose(codes));
    }
}
