package org.tombolo.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.model.state.Clock;

/// `kill -9` at random moments, of a process that appends and writes snapshots.
@Tag("chaos")
class SqliteKillTest {
    private static final int ROUNDS = 20;

    @TempDir
    Path folder;

    @Test
    void whatWasAcknowledgedSurvives() throws IOException, InterruptedException {
        var random = new Random(20261121);
        var file = folder.resolve("journal.db").toString();
        long acknowledged = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            long last = writeAndKill(file, random);
            assertThat(last).as("round %d wrote", round).isGreaterThan(acknowledged);
            acknowledged = last;
            check(file, round, acknowledged);
        }
    }

    private static long writeAndKill(String file, Random random) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        file,
                        Long.toString(random.nextLong()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var acknowledged = process.inputReader(StandardCharsets.US_ASCII)) {
            long last = Long.parseLong(acknowledged.readLine());
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(400_000)));
            process.toHandle().destroyForcibly(); // SIGKILL; the process object would throw its output away
            process.waitFor();
            return Math.max(last, lastWhole(acknowledged));
        }
    }

    /// The kill may have cut the last line: only what ends with a newline was printed whole.
    private static long lastWhole(BufferedReader lines) throws IOException {
        var text = new StringBuilder();
        for (int c = lines.read(); c >= 0; c = lines.read()) {
            text.append((char) c);
        }
        var whole = text.substring(0, text.lastIndexOf("\n") + 1).split("\n", -1);
        return whole.length < 2 ? 0 : Long.parseLong(whole[whole.length - 2]);
    }

    private static void check(String file, int round, long acknowledged) {
        try (var journal = Journals.open(file, new Codec())) {
            var start = journal.snapshot();
            start.ifPresent(ref -> {
                var runs = new ArrayList<Long>();
                journal.readSnapshot(ref, entity -> runs.add(((Clock) entity).runs()));
                assertThat(runs).as("round %d, snapshot", round).hasSize(1_500).containsOnly(ref.seq());
            });
            long from = start.map(SnapshotRef::seq).orElse(0L);
            var facts = new ArrayList<>();
            var tail = journal.read(from, (_, fact) -> facts.add(fact));
            assertThat(tail.lastSeq()).as("round %d", round).isGreaterThanOrEqualTo(acknowledged);
            assertThat(tail.forgiven()).isZero();
            assertThat(facts).isEqualTo(JournalContract.facts(from + 1, (int) (tail.lastSeq() - from)));
        }
    }
}
