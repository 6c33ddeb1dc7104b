package org.tombolo.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Simulated factories, hostile ones, with the real kernel.
class SeedsTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Seeds seeds = new Seeds(new PrintStream(said, true, StandardCharsets.UTF_8), InstantSource.system());

    @Test
    void findsNothingInAHundredSeeds() {
        assertThat(seeds.run(1, 100, Duration.ofMinutes(5))).as(this::told).isTrue();
    }

    @Tag("slow")
    @Test
    void findsNothingInAThousandSeeds() {
        assertThat(seeds.run(101, 1_100, Duration.ofMinutes(10))).as(this::told).isTrue();
    }

    /// Services that got another place than the one for which they were allowed, a port that was allotted although a
    /// service behind asked for it by number, services that never all fit, and one that was thought to be needed by
    /// another that nobody needed any more.
    @ParameterizedTest
    @ValueSource(longs = {2_904, 3_270, 7_240, 9_155, 17_743, 40_634})
    void findsNothingWhereItOnceFoundServicesThatWaitedForEachOther(long seed) {
        assertThat(seeds.run(seed, seed, Duration.ofMinutes(1))).as(this::told).isTrue();
    }

    /// An observation came a second time and turned a service's readiness back for good.
    @Test
    void findsNothingWhereAnAnswerComesTwice() {
        assertThat(seeds.run(9_389, 9_389, Duration.ofMinutes(1)))
                .as(this::told)
                .isTrue();
    }

    @Tag("slow")
    @Test
    void losesNothingWhereverItIsKilled() {
        assertThat(seeds.enumerate()).as(this::told).isTrue();
    }

    private String told() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
