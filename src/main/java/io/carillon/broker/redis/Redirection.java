package io.carillon.broker.redis;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node's word that another one is to be asked; it has done nothing.
 *
 * @param lasting whether the slot is there from now on ({@code MOVED}), or only this command is to go there ({@code ASK})
 */
record Redirection(boolean lasting, int slot, NodeAddress target) {
    private static final Pattern TEXT = Pattern.compile("(MOVED|ASK) ([0-9]{1,5}) (.*):([0-9]{1,5})");

    /**
     * @param asked who has answered; a node that knows no name of the other means its own host
     * @return empty when the error is another one
     */
    static Optional<Redirection> read(String error, NodeAddress asked) {
        Matcher matcher = TEXT.matcher(error);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) >= HashSlot.COUNT) {
            return Optional.empty();
        }
        String host = matcher.group(3);
        boolean named = !host.isEmpty() && !host.equals("?");
        NodeAddress target = new NodeAddress(named ? host : asked.host(), Integer.parseInt(matcher.group(4)));
        return Optional.of(
                new Redirection(matcher.group(1).equals("MOVED"), Integer.parseInt(matcher.group(2)), target));
    }
}
