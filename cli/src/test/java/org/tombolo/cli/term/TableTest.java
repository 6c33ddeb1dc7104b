package org.tombolo.cli.term;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class TableTest {
    private static final Paint PLAIN = new Paint(false);

    @Test
    void alignsColumnsAndLeavesNoBlanksAtTheEnd() {
        var table = new Table("RUN", "STATE", "NAME").row("k3v9", "running", "").row("k", "ok", "hello");
        assertThat(table.lines(PLAIN, 0))
                .containsExactly("RUN   STATE    NAME", "k3v9  running", "k     ok       hello");
    }

    @Test
    void alignsColouredCellsAsIfTheyWerePlain() {
        var paint = new Paint(true);
        var table = new Table("A", "B").row(paint.state("failed"), "x").row("succeeded", "y");
        var lines = table.lines(paint, 0);
        assertThat(lines.get(1)).isEqualTo("\u001b[31mfailed\u001b[0m     x");
        assertThat(lines.get(2)).isEqualTo("succeeded  y");
    }

    @Test
    void cutsLinesAtTheTerminalsWidth() {
        var table = new Table("A", "B").row("abc", "defghijkl");
        assertThat(table.lines(PLAIN, 8)).containsExactly("A    B", "abc  de…");
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThatThrownBy(() -> new Table("A", "B").row("x")).isInstanceOf(IllegalArgumentException.class);
    }
}
