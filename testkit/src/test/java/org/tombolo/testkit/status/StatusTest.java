package org.tombolo.testkit.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tombolo.testkit.status.Chapter.notYet;
import static org.tombolo.testkit.status.Chapter.works;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.testkit.reports.TestReports.Outcome;
import org.tombolo.testkit.reports.TestReports.Result;

class StatusTest {
    @TempDir
    Path root;

    @BeforeEach
    void writeTests() throws IOException {
        write("journal/src/test/java/org/x/JournalContract.java", """
                package org.x;
                abstract class JournalContract {
                    @Test void readsWhatItWrote() {}
                    void helps() {}
                    @Test @Disabled void restsForNow() {}
                }
                """);
        write("journal/src/test/java/org/x/PostgresTest.java", """
                package org.x;
                @Tag("postgres")
                class PostgresTest extends JournalContract {
                    @ParameterizedTest void comesBack(int time) {}
                }
                """);
        write("cli/src/test/java/org/y/CliTest.java", "package org.y; class CliTest { @Test void helps() {} }");
    }

    @Test
    void thePageOfTheRepositoryIsWhatItsTableAndItsTestsMakeOfIt() throws Exception {
        var page = Status.page(Repository.root());

        assertThat(page.problems()).isEmpty();
        assertThat(Repository.root().resolve(StatusPage.PATH))
                .as("./dev status writes this page")
                .hasContent(page.text());
    }

    @Test
    void showsEachFeatureWithItsTestsAndTheCommandThatRunsThem() throws Exception {
        var page = page(
                Chapter.of("Journal", works("It reads", "PostgresTest#readsWhatItWrote", "CliTest#helps")),
                Chapter.of("Gateway", notYet("It streams", "comes with issue 9")));

        assertThat(page.problems()).isEmpty();
        assertThat(page.text()).contains("""
                ## Journal

                | feature | shown by | run |
                |---|---|---|
                | It reads | [`PostgresTest#readsWhatItWrote`](../journal/src/test/java/org/x/PostgresTest.java), \
                [`CliTest#helps`](../cli/src/test/java/org/y/CliTest.java) | \
                `./dev test --only postgres`, `./dev test --only cli` |
                """).endsWith("""
                ## Not yet

                | part | what | why |
                |---|---|---|
                | Gateway | It streams | comes with issue 9 |
                """);
    }

    @Test
    void refusesAFeatureThatNothingShows() throws Exception {
        assertThat(page(Chapter.of("Journal", works("It reads"))).problems())
                .containsExactly("\"It reads\" names no test: name one, or list it as not yet there");
        assertThat(page(Chapter.of("Journal", notYet("It flies", " "))).problems())
                .containsExactly("\"It flies\" is not there: say why");
    }

    @Test
    void refusesIdsOfTestsThatAreNotThere() throws Exception {
        assertThat(problem("NoTest#x")).isEqualTo("\"It reads\": NoTest#x: no class of that name in any module");
        assertThat(problem("CliTest")).contains("CliTest is no test id: expected Class#method");
        assertThat(problem("CliTest#sings")).contains("CliTest has no such test; it has [helps]");
        assertThat(problem("PostgresTest#helps")).contains("it has [comesBack, readsWhatItWrote]");
        assertThat(problem("PostgresTest#restsForNow")).contains("has no such test");
        assertThat(problem("JournalContract#readsWhatItWrote")).contains("is abstract or disabled");
    }

    @Test
    void asksForTheFullNameWhereTwoClassesHaveTheSame() throws Exception {
        write("api/src/test/java/org/z/CliTest.java", "package org.z; class CliTest { @Test void helps() {} }");

        assertThat(problem("CliTest#helps")).contains("several classes have that name");
        assertThat(page(Chapter.of("Cli", works("It helps", "org.z.CliTest#helps")))
                        .problems())
                .isEmpty();
    }

    @Test
    void marksAFeatureByTheWorstOfItsTests() throws Exception {
        assertThat(told(result("readsWhatItWrote", Outcome.PASSED), result("comesBack(int)[1]", Outcome.PASSED)))
                .isEqualTo("passed   Journal: It comes back\n");
        assertThat(told(result("readsWhatItWrote", Outcome.PASSED))).isEqualTo("not run  Journal: It comes back\n");
        assertThat(told(result("readsWhatItWrote", Outcome.FAILED), result("comesBack(int)[1]", Outcome.PASSED)))
                .isEqualTo("failed   Journal: It comes back\n");
    }

    @Test
    void aSkippedTestIsRedUnlessItPassedInAnotherReport() throws Exception {
        var skipped = result("readsWhatItWrote", Outcome.SKIPPED);
        var other = result("comesBack", Outcome.PASSED);

        assertThat(told(skipped, other)).startsWith("skipped ");
        assertThat(passes(skipped, other)).isFalse();
        assertThat(passes(skipped, other, result("readsWhatItWrote", Outcome.PASSED)))
                .isTrue();
    }

    private String problem(String id) throws IOException {
        return page(Chapter.of("Journal", works("It reads", id))).problems().getFirst();
    }

    private StatusPage page(Chapter... chapters) throws IOException {
        return new StatusPage(List.of(chapters), new TestSources(root), List.of("slow", "postgres"));
    }

    private static Result result(String test, Outcome outcome) {
        return new Result("org.x.PostgresTest." + test, outcome, "");
    }

    private String told(Result... results) throws IOException {
        var bytes = new ByteArrayOutputStream();
        print(new PrintStream(bytes, false, StandardCharsets.UTF_8), results);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private boolean passes(Result... results) throws IOException {
        return print(new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8), results);
    }

    private boolean print(PrintStream out, Result... results) throws IOException {
        var page = page(Chapter.of(
                "Journal", works("It comes back", "PostgresTest#readsWhatItWrote", "PostgresTest#comesBack")));
        return Status.print(out, page, List.of(results), false);
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
