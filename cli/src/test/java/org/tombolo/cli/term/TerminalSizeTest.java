package org.tombolo.cli.term;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TerminalSizeTest {
    @ParameterizedTest
    @CsvSource({"'50 132\n', 132, 50", "'', 80, 24", "'0 0', 80, 24", "nonsense, 80, 24"})
    void readsWhatSttySays(String text, int columns, int rows) {
        var size = new TerminalSize(false);
        size.read(text);
        assertThat(size.columns()).isEqualTo(columns);
        assertThat(size.rows()).isEqualTo(rows);
    }
}
