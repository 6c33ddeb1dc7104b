package org.tombolo.testkit.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.testkit.pages.Page;
import org.tombolo.testkit.pages.Pages;

/// Every command that a page shows works: each page in an empty home, its commands one after the other. A line that
/// ends with `# ends with N` has that exit code, all others 0.
@Tag("docs")
final class DocsCommandsTest {
    private static final Path CLONE = Path.of("..").toAbsolutePath().normalize();
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Pattern ENDS_WITH = Pattern.compile("#.*\\bends with (\\d+)");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyCommandOfAPageWorks() throws IOException {
        return new Pages(CLONE)
                .all().stream()
                        .filter(page -> !page.consoles().isEmpty())
                        .map(page -> DynamicTest.dynamicTest(
                                CLONE.relativize(page.file()).toString(), () -> followed(page)));
    }

    private void followed(Page page) throws IOException, InterruptedException {
        var name = CLONE.relativize(page.file()).toString().replace('/', '-');
        try (var newcomer = new Newcomer(Files.createDirectory(folder.resolve(name)), CLONE)) {
            for (var console : page.consoles()) {
                for (var command : console.commands()) {
                    var came = newcomer.line(LIMIT, command);
                    assertThat(came.status())
                            .as("%s:%d: $ %s%n%s", page.file(), console.line(), command, came.all())
                            .isEqualTo(expected(command));
                }
            }
        }
    }

    private static int expected(String command) {
        var matcher = ENDS_WITH.matcher(command);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
