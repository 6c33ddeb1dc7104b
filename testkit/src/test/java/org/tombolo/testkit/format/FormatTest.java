package org.tombolo.testkit.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.server.Server;
import org.tombolo.testkit.format.Row.Shown;
import org.tombolo.testkit.newcomer.Typed;

/// Every key and rule of the format, each by a test of its name, on a real factory with real processes.
@Tag("slow")
final class FormatTest {
    @TempDir
    static Path home;

    @TempDir
    static Path folder;

    private static Server server;
    private static int files;

    @BeforeAll
    static void start() throws Exception {
        server = Server.start(home, Map.of());
    }

    @AfterAll
    static void end() {
        server.close();
    }

    private static Typed type(String... words) {
        return Typed.at(home, words);
    }

    @TestFactory
    Stream<DynamicTest> everyKeyDoesAsItSays() {
        return Rows.all().stream()
                .filter(row -> row.shown().isRun())
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> show(row.shown())));
    }

    private static void show(Shown shown) throws IOException {
        switch (shown) {
            case Shown.Prints(var workflow, var job, var output) -> {
                var run = type("run", file(workflow));
                assertThat(run.status()).as(run.all()).isZero();
                assertThat(type("logs", "last", job, "--out").out()).isEqualTo(output);
            }
            case Shown.Ends(var workflow, var status, var words) -> {
                var run = type("run", file(workflow));
                assertThat(run.status()).as(run.all()).isEqualTo(status);
                words.forEach(word -> assertThat(run.all()).contains(word));
            }
            case Shown.Wrong(var workflow, var words) -> {
                var checked = type("check", file(workflow));
                assertThat(checked.status()).as(checked.all()).isEqualTo(2);
                assertThat(checked.err()).contains(words);
            }
            case Shown.Refused(var workflow, var words) -> {
                var planned = type("plan", file(workflow));
                assertThat(planned.status()).as(planned.all()).isEqualTo(2);
                assertThat(planned.all()).contains(words);
            }
            case Shown.Tests _, Shown.Ignored _, Shown.With _, Shown.NotYet _ -> {
                // no workflow of its own
            }
        }
    }

    private static String file(String workflow) throws IOException {
        return Files.writeString(folder.resolve("f" + ++files + ".yaml"), workflow)
                .toString();
    }
}
