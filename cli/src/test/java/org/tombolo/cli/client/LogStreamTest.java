package org.tombolo.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LogStreamTest {
    @ParameterizedTest
    @CsvSource({"1, c|", "2, b|c|", "3, a|b|c|", "9, a|b|c|", "0, ''"})
    void findsWhereTheLastLinesBegin(int lines, String rest) {
        var bytes = "a\nb\nc\n".getBytes(StandardCharsets.UTF_8);
        int start = LogStream.startOfLast(lines, bytes);
        assertThat(new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8).replace('\n', '|'))
                .isEqualTo(rest);
    }

    @ParameterizedTest
    @CsvSource({"1, c", "2, b|c"})
    void countsALineWithoutItsEnd(int lines, String rest) {
        var bytes = "a\nb\nc".getBytes(StandardCharsets.UTF_8);
        int start = LogStream.startOfLast(lines, bytes);
        assertThat(new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8).replace('\n', '|'))
                .isEqualTo(rest);
    }
}
