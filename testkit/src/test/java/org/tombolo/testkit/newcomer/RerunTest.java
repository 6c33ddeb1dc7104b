package org.tombolo.testkit.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.wire.Json;
import org.tombolo.wire.run.Run;

/// `rerun` and `show` with real processes and real files.
@Tag("slow")
final class RerunTest {
    private static final Path CLONE = Path.of("..").toAbsolutePath().normalize();
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String WORK = """
            version: v4
            volumes: {data: {}}
            defaults: {mounts: {/data: data}}
            jobs:
              make:
                script: |
                  date +%s.%N > /data/made
                  mkdir /data/bin
                  echo 'echo it runs' > /data/bin/tool
                  chmod 750 /data/bin /data/bin/tool
                  ln -s ../made /data/bin/link
              check:
                depends-on: [{name: make, status: FINISHED}]
                script: |
                  [ -e FOLDER/mended ] || exit 3
                  cat /data/made
              report:
                depends-on: [{name: check, status: FINISHED}]
                script: sh /data/bin/tool; ls -l /data/bin | cut -c1-10
            """;

    @TempDir
    Path folder;

    private Newcomer newcomer;

    @BeforeEach
    void arrive() throws IOException {
        newcomer = new Newcomer(folder, CLONE);
        Files.writeString(folder.resolve("work.yaml"), WORK.replace("FOLDER", folder.toString()));
    }

    @AfterEach
    void leave() throws Exception {
        newcomer.close();
    }

    private Newcomer.Came type(String... words) throws Exception {
        return newcomer.tombolo(LIMIT, words);
    }

    private Run shown(String run) throws Exception {
        return Json.answer(type("show", run, "--json").out(), Run.class);
    }

    private static String state(Run run, String job) {
        return run.jobs().stream()
                .filter(each -> each.name().equals(job))
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Test
    void runsWhatFailedAgainOnTheResultsOfTheRest() throws Exception {
        assertThat(type("run", "work.yaml").status()).isEqualTo(1);
        var first = shown("last");
        var made = type("cp", "last:data/made", "-").out();
        Files.createFile(folder.resolve("mended"));

        var again = type("rerun", "last", "--failed");

        assertThat(again.status()).as(again.all()).isZero();
        var second = shown("last");
        assertThat(second.rerunOf()).contains(first.id());
        assertThat(state(second, "make")).isEqualTo("kept");
        assertThat(state(second, "check")).isEqualTo("succeeded");
        assertThat(type("logs", "last", "check").out()).isEqualTo(made);
        assertThat(type("logs", "last", "report").out()).contains("it runs", "lrwxrwxrwx", "-rwxr-x---");
        assertThat(type("show", "last").out())
                .contains(
                        "another run of " + first.id(),
                        "kept from run %s: same inputs, image and command".formatted(first.id()),
                        "└─ check",
                        "   └─ report");

        var nothing = type("rerun", "last");
        assertThat(nothing.status()).as(nothing.all()).isZero();
        assertThat(shown("last").jobs())
                .filteredOn(job -> job.kind().equals("job"))
                .extracting(job -> job.state())
                .containsOnly("kept");
        assertThat(type("cp", "last:data/made", "-").out()).isEqualTo(made);

        assertThat(type("rerun", "last", "--failed").err()).contains("nothing of it failed");
        assertThat(type("rerun", "last", "--all").status()).isZero();
        assertThat(type("cp", "last:data/made", "-").out()).isNotEqualTo(made);
    }

    @Test
    void showsTheGraphAndWhatEachAttemptExecuted() throws Exception {
        assertThat(type("run", "work.yaml").status()).isEqualTo(1);

        var page = type("show", "last").out();
        assertThat(page).containsPattern("make +succeeded .*").containsPattern("└─ check +failed .* 3 ");
        var job = type("show", "last", "check").out();
        assertThat(job)
                .contains("mount: /data is data", "script:", "  cat /data/made", "after: make finished")
                .containsPattern("0 +1 +ended +local");
        var json = shown("last");
        assertThat(json.commands()).hasEntrySatisfying("make", command -> {
            assertThat(command.mounts()).containsEntry("/data", "data");
            assertThat(command.script().orElseThrow()).contains("chmod 750");
        });
        assertThat(json.jobs().getLast().dependsOn()).hasSize(1);
    }

    @Test
    void refusesWhatStillRuns() throws Exception {
        Files.writeString(folder.resolve("long.yaml"), "version: v4\njobs: {long: {script: exec sleep 1000}}\n");
        assertThat(type("run", "--detach", "long.yaml").status()).isZero();

        var came = type("rerun", "last");

        assertThat(came.status()).isEqualTo(2);
        assertThat(came.err()).contains("has not ended: wait for it");
    }
}
