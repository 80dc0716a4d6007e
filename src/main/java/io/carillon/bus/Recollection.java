package io.carillon.bus;

import io.carillon.channel.Discontinuity;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import java.util.List;
import java.util.Optional;

/**
 * Answers a {@link Recall}. Hubs hear the words of the bridge in order: what was handed to them before this answer is in
 * {@code missed} or older, and what comes after it is newer.
 *
 * @param top of the newest message that was handed to the hubs
 * @param broken why the messages since the position cannot be given
 * @param missed what follows the position, without a gap
 * @param more whether there is more between {@code missed} and {@code top}: ask again after the last of them
 */
public record Recollection(Position top, Optional<Discontinuity> broken, List<Publication> missed, boolean more) {}
