package org.tombolo.cli.term;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WidthTest {
    @Test
    void countsNoColumnsForColoursAndTwoForWideCharacters() {
        assertThat(Width.of("\u001b[31mred\u001b[0m")).isEqualTo(3);
        assertThat(Width.of("日本")).isEqualTo(4);
        assertThat(Width.of("e\u0301")).isEqualTo(1);
    }

    @Test
    void cutsWithoutBreakingAColourOrAWideCharacter() {
        assertThat(Width.cut("\u001b[31mabcdef\u001b[0m", 4)).isEqualTo("\u001b[31mabc…\u001b[0m");
        assertThat(Width.cut("日本語", 4)).isEqualTo("日…");
        assertThat(Width.cut("abcd", 4)).isEqualTo("abcd");
    }
}
