package io.carillon.auth;

import io.carillon.channel.ChannelName;
import io.carillon.config.NamespaceConfig;
import io.carillon.config.NamespaceConfig.Access;
import java.util.List;

/** What the bearer of a token may do with a channel, by the options of its namespace and the grants of the token. */
public final class Permissions {
    private Permissions() {}

    public static boolean maySubscribe(Grants grants, NamespaceConfig namespace, ChannelName channel) {
        return may(namespace.subscribe(), grants.subscribe(), channel);
    }

    public static boolean mayPublish(Grants grants, NamespaceConfig namespace, ChannelName channel) {
        return may(namespace.publish(), grants.publish(), channel);
    }

    public static boolean mayReadHistory(Grants grants, NamespaceConfig namespace, ChannelName channel) {
        return may(namespace.history(), grants.history(), channel);
    }

    public static boolean maySeePresence(Grants grants, NamespaceConfig namespace, ChannelName channel) {
        return may(namespace.presence(), grants.presence(), channel);
    }

    private static boolean may(Access access, List<String> patterns, ChannelName channel) {
        return switch (access) {
            case ANYONE -> true;
            case GRANTED -> anyMatches(patterns, channel.value());
            case NOBODY -> false;
        };
    }

    private static boolean anyMatches(List<String> patterns, String name) {
        for (String pattern : patterns) {
            if (ChannelPattern.matches(pattern, name)) {
                return true;
            }
        }
        return false;
    }
}
