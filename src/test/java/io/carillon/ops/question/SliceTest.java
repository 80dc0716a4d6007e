package io.carillon.ops.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SliceTest {
    private static final int PLENTY = 100;

    @Test
    void pages_are_put_together_in_the_order_of_the_keys() {
        Slice<Integer> merged = merge(PLENTY, List.of(slice(false, "a", "c"), slice(false, "b", "d"), slice(false)));
        assertThat(merged.items().keySet()).containsExactly("a", "b", "c", "d");
        assertThat(merged.more()).isFalse();
    }

    @Test
    void what_several_have_is_added_up() {
        Slice<Integer> merged =
                merge(PLENTY, List.of(slice(false, "a", "b"), slice(false, "b"), slice(false, "b", "c")));
        assertThat(merged.items()).isEqualTo(Map.of("a", 1, "b", 3, "c", 1));
    }

    @Test
    void a_page_ends_at_its_limit_and_says_that_there_is_more() {
        Slice<Integer> merged = merge(2, List.of(slice(false, "a", "c"), slice(false, "b")));
        assertThat(merged.items().keySet()).containsExactly("a", "b");
        assertThat(merged.more()).isTrue();
    }

    @Test
    void a_page_that_is_just_full_is_the_last_when_nobody_has_more() {
        assertThat(merge(2, List.of(slice(false, "a"), slice(false, "b"))).more())
                .isFalse();
    }

    @Test
    void a_page_ends_where_the_first_ends_that_has_more() {
        Slice<Integer> merged = merge(PLENTY, List.of(slice(true, "a", "d"), slice(true, "b", "c"), slice(false, "e")));
        assertThat(merged.items().keySet()).containsExactly("a", "b", "c");
        assertThat(merged.more()).isTrue();
    }

    @Test
    void the_last_key_of_the_one_that_has_more_is_added_up_with_its_likes() {
        Slice<Integer> merged = merge(PLENTY, List.of(slice(true, "a"), slice(false, "a", "b")));
        assertThat(merged.items()).isEqualTo(Map.of("a", 2));
        assertThat(merged.more()).isTrue();
    }

    @Test
    void of_nobody_there_is_nothing() {
        assertThat(merge(PLENTY, List.of())).isEqualTo(slice(false));
    }

    @Test
    void a_page_that_goes_on_from_nowhere_is_none() {
        assertThatThrownBy(() -> slice(true)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Any number of parts with any limits of their own: every item once, with everything added up. */
    @Test
    void paging_through_everything_neither_loses_nor_repeats() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<SortedMap<String, Integer>> parts = new ArrayList<>();
            SortedMap<String, Integer> all = new TreeMap<>();
            for (int part = 0; part < 1 + random.nextInt(6); part++) {
                parts.add(new TreeMap<>());
                for (int i = 0; i < random.nextInt(40); i++) {
                    String key = Integer.toString(random.nextInt(60), 36);
                    parts.get(part).merge(key, 1, Integer::sum);
                    all.merge(key, 1, Integer::sum);
                }
            }
            assertThat(pagedThrough(parts, random)).as("seed " + seed).isEqualTo(all);
        }
    }

    private static SortedMap<String, Integer> pagedThrough(List<SortedMap<String, Integer>> parts, Random random) {
        SortedMap<String, Integer> seen = new TreeMap<>();
        int limit = 1 + random.nextInt(10);
        Slice<Integer> page;
        String after = "";
        do {
            List<Slice<Integer>> answers = new ArrayList<>();
            for (SortedMap<String, Integer> part : parts) {
                answers.add(page(part, after, 1 + random.nextInt(limit)));
            }
            page = Slice.merge(answers, limit, Integer::sum);
            page.items()
                    .forEach((key, count) -> assertThat(seen.put(key, count)).isNull());
            after = page.more() ? page.items().lastKey() : after;
        } while (page.more());
        return seen;
    }

    private static Slice<Integer> page(SortedMap<String, Integer> part, String after, int limit) {
        SortedMap<String, Integer> behind = part.tailMap(after + '\0');
        SortedMap<String, Integer> page = new TreeMap<>();
        behind.entrySet().stream().limit(limit).forEach(item -> page.put(item.getKey(), item.getValue()));
        return new Slice<>(page, page.size() < behind.size());
    }

    private static Slice<Integer> merge(int limit, List<Slice<Integer>> parts) {
        return Slice.merge(parts, limit, Integer::sum);
    }

    private static Slice<Integer> slice(boolean more, String... keys) {
        SortedMap<String, Integer> items = new TreeMap<>();
        List.of(keys).forEach(key -> items.put(key, 1));
        return new Slice<>(items, more);
    }
}
