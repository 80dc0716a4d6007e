package io.carillon.channel;

/**
 * Who is in a channel, on all nodes.
 *
 * @param count clients
 * @param users distinct users among them
 * @param clients a JSON array of {@link Member#text members} in UTF-8, which may be cut; not to be changed
 */
public record Attendance(long count, long users, byte[] clients) {
    /** Members that are listed at most. */
    public static final int MAX_LISTED = 1_000;

    /** The list ends sooner when it would have more bytes than this. */
    public static final int MAX_LISTED_BYTES = 512 * 1024;
}
