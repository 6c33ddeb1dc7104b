package org.tombolo.testkit.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The table has every key of the parser, and no other.
final class FormatRowsTest {
    @Test
    void hasEveryKeyOfTheParserAndNoOther() {
        var rows = new LinkedHashSet<>(Rows.all().stream().map(Row::key).toList());
        assertThat(rows).containsExactlyInAnyOrderElementsOf(Grammar.keys().sequencedKeySet());
    }

    @Test
    void hasEachRowOnce() {
        List<String> names = Rows.all().stream().map(Row::name).toList();
        assertThat(names).doesNotHaveDuplicates();
    }
}
