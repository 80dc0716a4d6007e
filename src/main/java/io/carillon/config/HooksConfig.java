package io.carillon.config;

import java.util.List;
import java.util.Optional;

/** Who is told of events, and who is asked for permission; each is absent unless it has a URL. */
public record HooksConfig(Optional<EventHookConfig> events, Optional<AuthorizeHookConfig> authorize) {
    private static final int MAX_SECRETS = 2;

    static HooksConfig from(Section in) {
        return new HooksConfig(
                EventHookConfig.from(in.section("events")), AuthorizeHookConfig.from(in.section("authorize")));
    }

    public boolean isOn() {
        return events.isPresent() || authorize.isPresent();
    }

    /** The secrets of a hook: one, or two while one takes the other's place. */
    static List<String> secrets(Section in, boolean used) {
        List<String> secrets = in.listOrOne("secret", AuthConfig.SECRET);
        in.check(secrets.size() <= MAX_SECRETS, "must be one secret or two", in.at("secret"));
        in.check(!used || !secrets.isEmpty(), "needed because there is a url", in.at("secret"), in.at("url"));
        return secrets;
    }
}
