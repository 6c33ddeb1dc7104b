package org.tombolo.testkit.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombolo.testkit.format.Row.Shown;
import org.tombolo.testkit.status.TestIds;

/// The table of keys in the documentation is the one that the tests run.
final class FormatPageTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void thePageHasTheTableOfTheTests() throws IOException {
        var page = ROOT.resolve(KeyTable.PAGE);
        var text = Files.readString(page);
        int begin = text.indexOf(KeyTable.BEGIN) + KeyTable.BEGIN.length();
        int end = text.indexOf(KeyTable.END);
        if (Boolean.getBoolean("tombolo.golden.write")) {
            Files.writeString(page, text.substring(0, begin) + KeyTable.text() + text.substring(end));
            return;
        }
        assertThat(text.substring(begin, end))
                .as("write it: -Dtombolo.golden.write=true")
                .isEqualTo(KeyTable.text());
    }

    @Test
    void everyTestThatARowNamesIsThere() throws IOException {
        var named = Rows.all().stream()
                .flatMap(row -> row.shown() instanceof Shown.Tests(List<String> ids)
                        ? ids.stream()
                        : java.util.stream.Stream.of())
                .distinct()
                .toList();
        assertThat(TestIds.missing(ROOT, named)).isEmpty();
    }

    @Test
    void everyOtherRowThatARowNamesIsThere() {
        var keys = Rows.all().stream().map(Row::key).toList();
        Rows.all().forEach(row -> {
            if (row.shown() instanceof Shown.With(var other)) {
                assertThat(keys).as(row.name()).contains(other);
            }
        });
    }
}
