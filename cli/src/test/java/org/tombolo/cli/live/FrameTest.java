package org.tombolo.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tombolo.cli.Samples;
import org.tombolo.cli.term.Paint;
import org.tombolo.cli.term.Width;
import org.tombolo.wire.run.Job;

final class FrameTest {
    private static final Paint PLAIN = new Paint(false);

    @Test
    void showsALineForEachJob() {
        var run = Samples.run(
                "r1",
                "running",
                1,
                Samples.job("prepare", "succeeded"),
                Samples.array("train", "running", 10, 4, 1),
                Samples.job("ask", "waiting"));
        var lines = Frame.of(run, PLAIN, Samples.START.plusSeconds(20), 100, 24);
        assertThat(lines)
                .containsExactly(
                        "run r1 (nightly)  running  20s",
                        "  ✓ prepare  succeeded   12s",
                        "  ● train    running     -        ▕█████     ▏ 5/10, 1 failed  at local"
                                .replace(" -      ", "        "),
                        "  · ask      waiting");
    }

    @Test
    void fitsIntoTheTerminal() {
        var jobs = IntStream.range(0, 100)
                .mapToObj(i -> Samples.job(
                        "job-with-quite-a-long-name-" + i,
                        i < 60 ? "succeeded" : i == 60 ? "failed" : i < 64 ? "running" : "waiting"))
                .toArray(Job[]::new);
        var lines = Frame.of(Samples.run("r1", "running", 1, jobs), new Paint(true), Samples.START, 40, 12);
        assertThat(lines).hasSizeLessThanOrEqualTo(11);
        assertThat(lines).allSatisfy(line -> assertThat(Width.of(line)).isLessThanOrEqualTo(40));
        assertThat(String.join("\n", lines))
                .contains("name-60", "name-61", "name-62", "name-63")
                .contains("91 more: 60 ended, 31 not");
    }

    @Test
    void saysHowFarAnImageIs() {
        var run = Samples.run("r1", "running", 1, Samples.fetching("train", 12 << 20, 40 << 20));
        assertThat(Frame.of(run, PLAIN, Samples.START.plusSeconds(20), 100, 24).getLast())
                .endsWith("fetches its image 12 MiB of 40 MiB at local");
    }
}
