package io.carillon.ops.question;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * A page of what lies spread over hubs and nodes, in the order of the keys.
 *
 * @param items not to be changed
 * @param more whether there are further ones behind the last of these
 */
public record Slice<T>(SortedMap<String, T> items, boolean more) {
    /** @throws IllegalArgumentException when it goes on and nobody could say from where */
    public Slice {
        if (more && items.isEmpty()) {
            throw new IllegalArgumentException("A page that goes on has a last key");
        }
    }

    /**
     * Puts the pages of several together. It ends where the first of those ends that have more: what that one has not told
     * yet may come next.
     *
     * @param limit most items of the page
     * @param sum of two that have the same key
     */
    static <T> Slice<T> merge(List<Slice<T>> parts, int limit, BinaryOperator<T> sum) {
        SortedMap<String, T> all = new TreeMap<>();
        parts.forEach(part -> part.items().forEach((key, item) -> all.merge(key, item, sum)));
        Optional<String> end = parts.stream()
                .filter(Slice::more)
                .map(part -> part.items().lastKey())
                .min(Comparator.naturalOrder());
        SortedMap<String, T> page = new TreeMap<>();
        for (Map.Entry<String, T> item : all.entrySet()) {
            if (page.size() == limit || end.isPresent() && item.getKey().compareTo(end.get()) > 0) {
                break;
            }
            page.put(item.getKey(), item.getValue());
        }
        return new Slice<>(page, end.isPresent() || page.size() < all.size());
    }
}
